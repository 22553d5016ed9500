package dev.gatehouse.agent.events;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The durable events of one session and those who watch them. Thread safe. Opened by {@link SessionStore}; while it is
 * open nobody else writes the file.
 *
 * <p>Methods that write throw a {@code GatehouseException} with {@code STORAGE_FULL} when the disk is full, with
 * {@code TOO_LARGE} when the event is larger than {@link #MAX_EVENT_BYTES}, with {@code MALFORMED_REQUEST} when it
 * could not be read back (JSON nested too deeply), and with {@code INTERNAL} for any other failure of the disk or a
 * closed log. The event is then neither in the file nor shown to anyone, and the log can be used on.
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

    /** Bytes of the past that a subscriber reads at a time. */
    static final int PAST_CHUNK_BYTES = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final LogFile file;
    private final Clock clock;
    private final SessionFeed feed;
    private final OpenBlocks blocks = new OpenBlocks();
    private final Audience audience = new Audience();
    private final Runnable onClose;
    private AgentEvent.SessionState state;
    private boolean closed;

    private EventLog(LogFile file, Clock clock, SessionFeed feed, Runnable onClose) {
        this.file = file;
        this.clock = clock;
        this.feed = feed;
        this.onClose = onClose;
    }

    /**
     * @param past gets every durable event, those added by the repair too
     * @throws GatehouseException {@code INTERNAL} if the file is damaged
     */
    static EventLog open(
            Path path,
            AppendOnlyFile file,
            Clock clock,
            SessionFeed feed,
            Consumer<EventEnvelope> past,
            Runnable onClose) {
        OpenBlocks unfinished = new OpenBlocks();
        LogFile lines = LogRecovery.open(path, file, event -> {
            unfinished.follow(event.event());
            past.accept(event);
        });
        EventLog log = new EventLog(lines, clock, feed, onClose);
        log.repair(unfinished.ids(), past);
        return log;
    }

    private void repair(List<String> unfinished, Consumer<EventEnvelope> past) {
        for (long seq = feed.lastSeq() + 1; seq <= file.size(); seq++) {
            feed.append(seq);
        }
        while (file.size() < feed.lastSeq()) {
            past.accept(append(
                    new AgentEvent.Notice(
                            AgentEvent.NoticeLevel.ERROR, "A power failure of the server lost a part of this record."),
                    Force.NONE));
        }
        for (String blockId : unfinished) {
            past.accept(append(new AgentEvent.BlockAborted(blockId), Force.NONE));
        }
    }

    /**
     * Numbers the event, writes it to the file and the feed, then shows it. {@code BlockStarted} opens a block,
     * {@code TextBlock}, {@code ThinkingBlock} and {@code BlockAborted} close the one of their id, if it is open.
     *
     * @throws IllegalStateException if a block of the id of a {@code BlockStarted} is open already
     */
    public EventEnvelope append(AgentEvent.Durable event, Force force) {
        lock.lock();
        try {
            requireOpen();
            blocks.check(event);
            EventEnvelope envelope = new EventEnvelope(file.size() + 1L, now(), event);
            Frames.Durable frame = Frames.durable(envelope);
            if (frame.lineLength() > MAX_EVENT_BYTES) {
                throw new GatehouseException(
                        ProblemCode.TOO_LARGE,
                        "An event is larger than " + MAX_EVENT_BYTES / 1024 / 1024 + " MiB and was not recorded.");
            }
            file.append(frame.bytes(), frame.lineStart(), frame.lineLength(), force, () -> addToFeed(envelope.seq()));
            blocks.follow(event);
            audience.show(new Outbound.Finished(frame.bytes()));
            return envelope;
        } finally {
            lock.unlock();
        }
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
        lock.lock();
        try {
            requireOpen();
            OpenBlocks.Piece piece = blocks.add(blockId, text);
            if (!piece.text().isEmpty() && audience.isAnyoneLive()) {
                Instant now = now();
                byte[] frame = Frames.delta(file.size(), now, blockId, piece.offset(), piece.text());
                audience.show(new Outbound.Delta(file.size(), now, blockId, piece.offset(), piece.text(), frame));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes every open block with {@code BlockAborted}, e.g. because the worker died. */
    public void abortOpenBlocks() {
        lock.lock();
        try {
            for (String blockId : blocks.ids()) {
                append(new AgentEvent.BlockAborted(blockId), Force.NONE);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Shows an event to whoever watches now. A {@code SessionState} goes the way of {@link #state}.
     *
     * @throws IllegalArgumentException for {@code TextDelta} and {@code BlockSnapshot}, which only the log itself can
     *     number: see {@link #delta}
     */
    public void emit(AgentEvent.Transient event) {
        switch (event) {
            case AgentEvent.SessionState next -> state(next);
            case AgentEvent.Progress progress -> showTransient(progress);
            case AgentEvent.TextDelta delta -> throw new IllegalArgumentException("a delta is numbered by the log");
            case AgentEvent.BlockSnapshot snapshot ->
                throw new IllegalArgumentException("a snapshot is made by the log");
        }
    }

    /** Keeps the present state for later subscribers, and shows it if it differs from the last. */
    public void state(AgentEvent.SessionState next) {
        lock.lock();
        try {
            if (!next.equals(state)) {
                state = next;
                showTransient(next);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Every durable event after this number, once and in order, then a {@code BlockSnapshot} for each open block and
     * the present state, then live events. A number this log has not reached was given by a log that has since lost its
     * end in a power failure: then everything is sent from the first event on, which the reader sees by the numbers.
     *
     * @param afterSeq 0 for all
     */
    public Subscription subscribe(long afterSeq) {
        lock.lock();
        try {
            requireOpen();
            boolean known = afterSeq >= 0 && afterSeq <= file.size();
            Subscription subscription = new Subscription(this, known ? afterSeq : 0);
            audience.add(subscription);
            return subscription;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A page of the past, to be paged backwards: the last events before a number.
     *
     * @param beforeSeq exclusive; {@link Long#MAX_VALUE} for the newest page
     * @param limit at most this many events, bounded by {@link #MAX_HISTORY_EVENTS} and {@link #MAX_HISTORY_BYTES}
     * @return a JSON array in UTF-8, in order of the numbers; empty when there is nothing before
     */
    public byte[] history(long beforeSeq, int limit) {
        LogFile.Range range;
        lock.lock();
        try {
            range = limit < 1 ? null : file.before(beforeSeq, Math.min(limit, MAX_HISTORY_EVENTS), MAX_HISTORY_BYTES);
        } finally {
            lock.unlock();
        }
        return range == null ? "[]".getBytes(StandardCharsets.US_ASCII) : LogFile.jsonArray(file.read(range));
    }

    /** The newest durable event's number; 0 if there is none. */
    public long lastSeq() {
        lock.lock();
        try {
            return file.size();
        } finally {
            lock.unlock();
        }
    }

    /** Subscriptions that have not ended. */
    public int readers() {
        lock.lock();
        try {
            return audience.size();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all subscriptions after what is queued for them; open blocks are aborted when the log is opened again. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            audience.endAll();
            file.close();
        } finally {
            lock.unlock();
            onClose.run();
        }
    }

    /** An event's JSON with its newline. */
    Optional<byte[]> line(long seq) {
        LogFile.Range range;
        lock.lock();
        try {
            range = file.after(seq - 1, 0);
        } finally {
            lock.unlock();
        }
        return Optional.ofNullable(range).map(file::read);
    }

    // --- for subscriptions, on the reader's thread

    /** Frames of the next events after a number, read from the file; empty if there are none. */
    List<byte[]> past(long afterSeq) {
        LogFile.Range range;
        lock.lock();
        try {
            range = closed ? null : file.after(afterSeq, PAST_CHUNK_BYTES);
        } finally {
            lock.unlock();
        }
        return range == null ? List.of() : LogFile.frames(range, file.read(range));
    }

    /** Makes a reader live if it has seen everything; between this check and the next event there is no gap. */
    boolean join(Subscription reader, long seen) {
        lock.lock();
        try {
            if (closed || !audience.contains(reader) || seen != file.size()) {
                return false;
            }
            List<AgentEvent.Transient> present = new ArrayList<>(blocks.snapshots());
            if (state != null) {
                present.add(state);
            }
            audience.join(reader, seen, now(), present);
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave(Subscription reader) {
        lock.lock();
        try {
            audience.leave(reader);
        } finally {
            lock.unlock();
        }
    }

    // --- with the lock held

    private void showTransient(AgentEvent.Transient event) {
        lock.lock();
        try {
            if (audience.isAnyoneLive()) {
                EventEnvelope envelope = new EventEnvelope(file.size(), now(), event);
                audience.show(new Outbound.Finished(Frames.ofTransient(envelope)));
            }
        } finally {
            lock.unlock();
        }
    }

    /** What the feed has told already stays told: its numbers are not used for anything else. */
    private void addToFeed(long seq) {
        if (seq > feed.lastSeq()) {
            feed.append(seq);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new GatehouseException(ProblemCode.INTERNAL, "The record of this conversation is closed.");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
