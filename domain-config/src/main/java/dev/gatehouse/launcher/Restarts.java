package dev.gatehouse.launcher;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How often a server that died is started again, and after what wait: sessions survive it, a loop helps nobody. */
final class Restarts {

    static final int MOST = 5;
    static final Duration WITHIN = Duration.ofMinutes(10);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private final Clock clock;
    private final Deque<Instant> recent = new ArrayDeque<>();

    Restarts(Clock clock) {
        this.clock = clock;
    }

    /** @return how long to wait before the next start; empty when it died too often. */
    Optional<Duration> next() {
        Instant now = clock.instant();
        while (!recent.isEmpty() && recent.peekFirst().isBefore(now.minus(WITHIN))) {
            recent.removeFirst();
        }
        if (recent.size() == MOST) {
            return Optional.empty();
        }
        recent.addLast(now);
        return Optional.of(FIRST_WAIT.multipliedBy(1L << (recent.size() - 1)));
    }
}
