package dev.gatehouse.agent.events;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One reader of an {@link EventLog}, read by one thread; {@link #close} may be called from any. Yields finished frames
 * of an event stream: {@code id: <seq>\ndata: <json>\n\n} for a durable event; without the {@code id} line for a
 * transient one, so that a browser's {@code Last-Event-ID} stays at the last durable number.
 *
 * <p>The past is read from the file in pieces, as fast as the reader takes them, so nothing waits for a reader in
 * memory before it has caught up.
 */
public final class Subscription implements AutoCloseable {

    /** Bytes of live frames that may wait for the reader (one large frame beside them); more and it is cut off. */
    public static final int MAX_QUEUED_BYTES = 2 * 1024 * 1024;

    /** Live frames that may wait for the reader; one more and it is cut off. */
    public static final int MAX_QUEUED_FRAMES = 2048;

    private final EventLog log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final OutboundQueue queue = new OutboundQueue(MAX_QUEUED_FRAMES, MAX_QUEUED_BYTES);
    private End end;

    /** Used by the reader's thread only. */
    private long seen;

    /** Used by the reader's thread only. */
    private boolean live;

    Subscription(EventLog log, long afterSeq) {
        this.log = log;
        this.seen = afterSeq;
    }

    /** Why there will be no further frame. */
    public enum End {
        /** The reader was too slow; it may subscribe again from the last number it has. */
        CUT_OFF,
        /** The log was closed. */
        LOG_CLOSED,
        /** {@link Subscription#close} was called. */
        CLOSED
    }

    /**
     * Waits for the next frames. They must not be changed: the arrays are shared with other readers.
     *
     * @return empty after the timeout, or when this subscription has ended
     * @throws dev.gatehouse.contract.GatehouseException if the past cannot be read from the disk
     */
    public List<byte[]> take(Duration timeout) throws InterruptedException {
        while (!live) {
            if (hasEnded()) {
                return List.of();
            }
            List<byte[]> past = log.past(seen);
            seen += past.size();
            if (!past.isEmpty()) {
                return past;
            }
            live = log.join(this, seen);
        }
        return takeLive(timeout.toNanos()).stream().map(Outbound::frame).toList();
    }

    private List<Outbound> takeLive(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (queue.isEmpty() && end == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            return queue.takeBatch();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasEnded() {
        lock.lock();
        try {
            return end != null;
        } finally {
            lock.unlock();
        }
    }

    /** Present when no frame will come any more. */
    public Optional<End> ended() {
        lock.lock();
        try {
            return queue.isEmpty() ? Optional.ofNullable(end) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        end(End.CLOSED);
        log.leave(this);
    }

    /** @return false if this reader gets nothing any more */
    boolean offer(Outbound next) {
        lock.lock();
        try {
            if (end != null) {
                return false;
            }
            if (!queue.offer(next)) {
                end(End.CUT_OFF);
                return false;
            }
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The first reason stays. What waits is still delivered when the log was closed in order, else given up. */
    void end(End reason) {
        lock.lock();
        try {
            if (end == null) {
                end = reason;
            }
            if (reason != End.LOG_CLOSED) {
                queue.clear();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
