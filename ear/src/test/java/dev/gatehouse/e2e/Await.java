package dev.gatehouse.e2e;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process has to bring about. */
final class Await {

    /** For what takes a worker's start on a busy machine, or less. */
    static final Duration USUAL = Duration.ofSeconds(60);

    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private Await() {}

    /** @param seen what there is instead, for the failure */
    static void until(String what, Duration limit, BooleanSupplier condition, Supplier<String> seen) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit.toSeconds() + " s: " + what + "; " + seen.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    static void until(String what, BooleanSupplier condition) {
        until(what, USUAL, condition, () -> "");
    }
}
