package dev.gatehouse.agent.model;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Breaks off answers on which nothing comes any more: a read of a response body has no deadline of its own. */
final class SilenceWatch implements AutoCloseable {

    private final long limitNanos;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("model-silence").factory());

    SilenceWatch(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    Guard over(InputStream in) {
        return new Guard(in);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    final class Guard implements AutoCloseable {

        private final InputStream in;
        private final ScheduledFuture<?> check;
        private volatile long last = System.nanoTime();
        private volatile boolean silent;

        private Guard(InputStream in) {
            this.in = in;
            this.check =
                    clock.scheduleWithFixedDelay(this::check, limitNanos / 4, limitNanos / 4, TimeUnit.NANOSECONDS);
        }

        void alive() {
            last = System.nanoTime();
        }

        /** @throws IOException if what looked like the end of the body was this watch closing it. */
        void finish() throws IOException {
            if (silent) {
                throw new IOException("the model service fell silent");
            }
        }

        @Override
        public void close() {
            check.cancel(false);
        }

        private void check() {
            if (System.nanoTime() - last < limitNanos) {
                return;
            }
            silent = true;
            try {
                in.close();
            } catch (IOException e) {
                // closing is all that is wanted: the reader fails, and tells
            }
        }
    }
}
