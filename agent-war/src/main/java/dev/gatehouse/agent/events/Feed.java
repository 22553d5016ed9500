package dev.gatehouse.agent.events;

import dev.gatehouse.contract.FeedEntry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * All durable events of this agent in the order they were written, for web to read by cursor. Each event is in it
 * exactly once, whenever the agent crashed. Written by the logs themselves.
 */
public final class Feed {

    /** Entries that one {@link #read} answers at most. */
    public static final int MAX_ENTRIES = 1000;

    /** Bytes of events that one {@link #read} answers at most, unless its one event is larger. */
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    /** Identity of the journal that the offsets belong to; a new one means that the data are new. */
    public UUID node() {
        throw new UnsupportedOperationException();
    }

    /**
     * Waits until there is something after the cursor.
     *
     * @param afterOffset the last offset the reader has; -1 for none
     * @param max at most this many, bounded by {@link #MAX_ENTRIES} and {@link #MAX_BYTES}
     * @return in order without a gap; empty after the timeout. A deleted session's entries have no event
     */
    public List<FeedEntry> read(long afterOffset, int max, Duration timeout) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Offset of the newest entry; -1 if there is none. */
    public long lastOffset() {
        throw new UnsupportedOperationException();
    }
}
