package dev.gatehouse.web.policy.control;

import java.time.Duration;

/** When something that failed is tried again: after a growing pause, by the monotonic clock. */
final class Retry {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private Duration pause = FIRST;
    private long notBefore = System.nanoTime();

    synchronized boolean due() {
        return System.nanoTime() - notBefore >= 0;
    }

    /** There is a reason to try again at once. */
    synchronized void now() {
        notBefore = System.nanoTime();
    }

    synchronized void succeeded() {
        pause = FIRST;
        notBefore = System.nanoTime();
    }

    synchronized void failed() {
        notBefore = System.nanoTime() + pause.toNanos();
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
}
