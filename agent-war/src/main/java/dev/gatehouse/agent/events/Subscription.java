package dev.gatehouse.agent.events;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One reader of an {@link EventLog}, read by one thread; {@link #close} may be called from any. Yields finished frames
 * of an event stream: {@code id: <seq>\ndata: <json>\n\n} for a durable event; without the {@code id} line for a
 * transient one, so that a browser's {@code Last-Event-ID} stays at the last durable number.
 */
public final class Subscription implements AutoCloseable {

    /** Bytes of live frames that may wait for the reader; one more and it is cut off. */
    public static final int MAX_QUEUED_BYTES = 1024 * 1024;

    /** Live frames that may wait for the reader; one more and it is cut off. */
    public static final int MAX_QUEUED_FRAMES = 2048;

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
     * Waits for the next frames. Must not be changed: the arrays are shared with other readers.
     *
     * @return empty after the timeout, or when this subscription has ended
     * @throws dev.gatehouse.contract.GatehouseException if the past cannot be read from the disk
     */
    public List<byte[]> take(Duration timeout) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Present when no frame will come any more. */
    public Optional<End> ended() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
