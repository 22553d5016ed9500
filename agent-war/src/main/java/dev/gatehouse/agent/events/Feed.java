package dev.gatehouse.agent.events;

import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.FeedEntry;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All durable events of this agent in the order they were written, for web to read by cursor. Each event is in it
 * exactly once, whenever the agent crashed. Written by the logs themselves.
 *
 * <p>An entry is forced to the disk before it is first told: an offset means the same for ever, also after a power
 * failure, and web's cursor can trust it.
 */
public final class Feed {

    /** Entries that one {@link #read} answers at most. */
    public static final int MAX_ENTRIES = 1000;

    /** Bytes of events that one {@link #read} answers at most, unless its one event is larger. */
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    private final UUID node;
    private final FeedJournal journal;
    private final EventSource events;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private long forced;
    private boolean closed;

    /** Where an event's line can be had, whether its log is open or not. */
    interface EventSource {
        /** @return empty if the session is deleted */
        Optional<byte[]> line(SessionId session, long seq);
    }

    Feed(UUID node, FeedJournal journal, EventSource events) {
        this.node = node;
        this.journal = journal;
        this.events = events;
    }

    /** Identity of the journal that the offsets belong to; a new one means that the data are new. */
    public UUID node() {
        return node;
    }

    /**
     * Waits until there is something after the cursor.
     *
     * @param afterOffset the last offset the reader has; -1 for none
     * @param max at most this many, bounded by {@link #MAX_ENTRIES} and {@link #MAX_BYTES}
     * @return in order without a gap; empty after the timeout. A deleted session's entries have no event
     * @throws GatehouseException {@code INVALID_VALUE} if an argument is out of range, {@code CONFLICT} if the feed
     *     ends before the cursor, as after a restored backup
     */
    public List<FeedEntry> read(long afterOffset, int max, Duration timeout) throws InterruptedException {
        if (afterOffset < -1 || max < 1) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, "after must be at least -1, max at least 1");
        }
        long from = afterOffset + 1;
        long count = await(from, timeout.toNanos());
        if (count <= from) {
            return List.of();
        }
        int wanted = (int) Math.min(Math.min(max, MAX_ENTRIES), count - from);
        return resolve(from, journal.read(from, wanted));
    }

    /** Offset of the newest entry; -1 if there is none. */
    public long lastOffset() {
        lock.lock();
        try {
            return journal.count() - 1;
        } finally {
            lock.unlock();
        }
    }

    /** @throws GatehouseException if it could not be written; it is not in the feed then */
    void append(SessionId session, long seq) {
        lock.lock();
        try {
            journal.append(new FeedRecord(session, seq));
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Adds the events of a session that a crash between log and feed left out. */
    void catchUp(SessionId session, long lastSeq) {
        lock.lock();
        try {
            for (long seq = journal.lastSeq(session) + 1; seq <= lastSeq; seq++) {
                append(session, seq);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The feed as one session's log sees it. */
    SessionFeed of(SessionId session) {
        return new SessionFeed() {
            @Override
            public long lastSeq() {
                return Feed.this.lastSeq(session);
            }

            @Override
            public void append(long seq) {
                Feed.this.append(session, seq);
            }
        };
    }

    long lastSeq(SessionId session) {
        lock.lock();
        try {
            return journal.lastSeq(session);
        } finally {
            lock.unlock();
        }
    }

    void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            grown.signalAll();
            journal.close();
        } finally {
            lock.unlock();
        }
    }

    private long await(long from, long nanos) throws InterruptedException {
        long count;
        boolean unforced;
        lock.lockInterruptibly();
        try {
            if (from > journal.count()) {
                throw new GatehouseException(
                        ProblemCode.CONFLICT, "The feed ends at " + (journal.count() - 1) + ", before the cursor.");
            }
            long left = nanos;
            while (journal.count() <= from && !closed && left > 0) {
                left = grown.awaitNanos(left);
            }
            if (closed) {
                return 0;
            }
            count = journal.count();
            unforced = count > forced && count > from;
        } finally {
            lock.unlock();
        }
        if (unforced) {
            journal.force();
            lock.lock();
            try {
                forced = Math.max(forced, count);
            } finally {
                lock.unlock();
            }
        }
        return count;
    }

    private List<FeedEntry> resolve(long from, List<FeedRecord> records) {
        List<FeedEntry> entries = new ArrayList<>(records.size());
        long bytes = 0;
        for (FeedRecord record : records) {
            Optional<byte[]> line = events.line(record.session(), record.seq());
            bytes += line.map(each -> each.length).orElse(0);
            if (bytes > MAX_BYTES && !entries.isEmpty()) {
                break;
            }
            entries.add(new FeedEntry(
                    node,
                    from + entries.size(),
                    record.session(),
                    line.map(each -> ContractJson.parse(new String(each, StandardCharsets.UTF_8)))));
        }
        return entries;
    }
}
