package dev.gatehouse.agent.events;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Writes a {@link Subscription} to a client as {@code text/event-stream} until its lifetime is over, it is told to stop
 * or the client is gone. Blocks the thread it runs on: give it a virtual thread of its own.
 */
public final class EventStreamPump implements Runnable {

    /** After this silence a comment is sent, which also finds out whether the client is still there. */
    public static final Duration PING_AFTER = Duration.ofSeconds(15);

    /** How long a stream lives; the client comes back with a fresh token. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final byte[] PING = ": ping\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Subscription subscription;
    private final OutputStream client;
    private final Duration lifetime;
    private final Duration pingAfter;

    public EventStreamPump(Subscription subscription, OutputStream client) {
        this(subscription, client, LIFETIME, PING_AFTER);
    }

    public EventStreamPump(Subscription subscription, OutputStream client, Duration lifetime, Duration pingAfter) {
        this.subscription = subscription;
        this.client = client;
        this.lifetime = lifetime;
        this.pingAfter = pingAfter;
    }

    /** Why the stream ended. The output is never closed here: that is for whoever opened it. */
    public enum End {
        LIFETIME_OVER,
        STOPPED,
        READER_TOO_SLOW,
        LOG_CLOSED,
        CLIENT_GONE
    }

    /** Same as {@link #pump}; a disk that cannot be read is logged, and the client comes back. */
    @Override
    public void run() {
        try {
            pump();
        } catch (dev.gatehouse.contract.GatehouseException e) {
            System.getLogger(EventStreamPump.class.getName())
                    .log(System.Logger.Level.ERROR, "an event stream could not go on", e);
        }
    }

    /**
     * Returns when the stream has ended; the subscription is closed then.
     *
     * @throws dev.gatehouse.contract.GatehouseException if the past cannot be read from the disk
     */
    public End pump() {
        try {
            return copy();
        } catch (IOException | IllegalStateException e) {
            // containers answer a write to a gone client with either
            return End.CLIENT_GONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return End.STOPPED;
        } finally {
            subscription.close();
        }
    }

    /** Ends {@link #pump} at once unless it is inside a blocked write. From any thread. */
    public void stop() {
        subscription.close();
    }

    private End copy() throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            Duration left = lifetime.minusNanos(System.nanoTime() - start);
            if (!left.isPositive()) {
                return End.LIFETIME_OVER;
            }
            boolean pingDue = pingAfter.compareTo(left) <= 0;
            List<byte[]> frames = subscription.take(pingDue ? pingAfter : left);
            if (!frames.isEmpty()) {
                for (byte[] frame : frames) {
                    client.write(frame);
                }
                client.flush();
                continue;
            }
            Optional<Subscription.End> end = subscription.ended();
            if (end.isPresent()) {
                return reason(end.get());
            }
            if (pingDue) {
                client.write(PING);
                client.flush();
            }
        }
    }

    private static End reason(Subscription.End end) {
        return switch (end) {
            case CUT_OFF -> End.READER_TOO_SLOW;
            case LOG_CLOSED -> End.LOG_CLOSED;
            case CLOSED -> End.STOPPED;
        };
    }
}
