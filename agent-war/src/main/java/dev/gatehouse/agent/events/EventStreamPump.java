package dev.gatehouse.agent.events;

import java.io.OutputStream;
import java.time.Duration;

/**
 * Writes a {@link Subscription} to a client as {@code text/event-stream} until its lifetime is over, it is told to stop
 * or the client is gone. Blocks the thread it runs on: give it a virtual thread of its own.
 */
public final class EventStreamPump implements Runnable {

    /** After this silence a comment is sent, which also finds out whether the client is still there. */
    public static final Duration PING_AFTER = Duration.ofSeconds(15);

    /** How long a stream lives; the client comes back with a fresh token. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    /** Why the stream ended. The output is never closed here: that is for whoever opened it. */
    public enum End {
        LIFETIME_OVER,
        STOPPED,
        READER_TOO_SLOW,
        LOG_CLOSED,
        CLIENT_GONE
    }

    public EventStreamPump(Subscription subscription, OutputStream client) {
        this(subscription, client, LIFETIME, PING_AFTER);
    }

    public EventStreamPump(Subscription subscription, OutputStream client, Duration lifetime, Duration pingAfter) {}

    /** Same as {@link #pump}. */
    @Override
    public void run() {
        pump();
    }

    /** Returns when the stream has ended; the subscription is closed then. */
    public End pump() {
        throw new UnsupportedOperationException();
    }

    /** Ends {@link #pump} at once unless it is inside a blocked write. From any thread. */
    public void stop() {
        throw new UnsupportedOperationException();
    }
}
