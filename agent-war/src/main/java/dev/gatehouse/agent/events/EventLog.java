package dev.gatehouse.agent.events;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.EventEnvelope;

/**
 * The durable events of one session and those who watch them. Thread safe. Opened by {@link SessionStore}; while it is
 * open nobody else writes the file.
 *
 * <p>Methods that write throw a {@code GatehouseException} with {@code STORAGE_FULL} when the disk is full, with
 * {@code TOO_LARGE} when the event is larger than {@link #MAX_EVENT_BYTES}, and with {@code INTERNAL} for any other
 * failure of the disk or a closed log. The event is then neither in the file nor shown to anyone, and the log can be
 * used on.
 */
public final class EventLog implements AutoCloseable {

    /** One event as JSON in UTF-8. */
    public static final int MAX_EVENT_BYTES = 16 * 1024 * 1024;

    /** Text of an open block that is kept and streamed; what goes beyond comes with the finished block only. */
    public static final int MAX_OPEN_BLOCK_CHARS = 1024 * 1024;

    /** Blocks that may be open at a time. */
    public static final int MAX_OPEN_BLOCKS = 256;

    /** Events that one page of {@link #history} holds at most. */
    public static final int MAX_HISTORY_EVENTS = 500;

    /** Bytes that one page of {@link #history} holds at most, unless its one event is larger. */
    public static final int MAX_HISTORY_BYTES = 4 * 1024 * 1024;

    /**
     * Numbers the event, writes it to the file and the feed, then shows it. {@code BlockStarted} opens a block,
     * {@code TextBlock}, {@code ThinkingBlock} and {@code BlockAborted} close the one of their id, if it is open.
     */
    public EventEnvelope append(AgentEvent.Durable event, Force force) {
        throw new UnsupportedOperationException();
    }

    /** Same as {@link #append} with {@link Force#NONE}: {@link #delta}s may follow. */
    public EventEnvelope openBlock(AgentEvent.BlockStarted block) {
        return append(block, Force.NONE);
    }

    /**
     * Streams more text of an open block, at the offset reached so far.
     *
     * @throws IllegalStateException if no block of that id is open
     */
    public void delta(String blockId, String text) {
        throw new UnsupportedOperationException();
    }

    /** Closes every open block with {@code BlockAborted}, e.g. because the worker died. */
    public void abortOpenBlocks() {
        throw new UnsupportedOperationException();
    }

    /**
     * Shows an event to whoever watches now. A {@code SessionState} goes the way of {@link #state}.
     *
     * @throws IllegalArgumentException for {@code TextDelta} and {@code BlockSnapshot}, which only the log itself can
     *     number: see {@link #delta}
     */
    public void emit(AgentEvent.Transient event) {
        throw new UnsupportedOperationException();
    }

    /** Keeps the present state for later subscribers, and shows it if it differs from the last. */
    public void state(AgentEvent.SessionState state) {
        throw new UnsupportedOperationException();
    }

    /**
     * Every durable event after this number, once and in order, then a {@code BlockSnapshot} for each open block and
     * the present state, then live events. A number this log has not reached was given by a log that has since lost its
     * end in a power failure: then everything is sent from the first event on, which the reader sees by the numbers.
     *
     * @param afterSeq 0 for all
     */
    public Subscription subscribe(long afterSeq) {
        throw new UnsupportedOperationException();
    }

    /**
     * A page of the past, to be paged backwards: the last events before a number.
     *
     * @param beforeSeq exclusive; {@link Long#MAX_VALUE} for the newest page
     * @param limit at most this many events, bounded by {@link #MAX_HISTORY_EVENTS} and {@link #MAX_HISTORY_BYTES}
     * @return a JSON array in UTF-8, in order of the numbers; empty when there is nothing before
     */
    public byte[] history(long beforeSeq, int limit) {
        throw new UnsupportedOperationException();
    }

    /** The newest durable event's number; 0 if there is none. */
    public long lastSeq() {
        throw new UnsupportedOperationException();
    }

    /** Subscriptions that are not closed. */
    public int readers() {
        throw new UnsupportedOperationException();
    }

    /** Ends all subscriptions after what is queued for them; open blocks are aborted when the log is opened again. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
