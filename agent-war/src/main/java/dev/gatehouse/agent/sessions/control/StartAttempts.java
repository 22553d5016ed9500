package dev.gatehouse.agent.sessions.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How often a session's worker was started in a row without a finished turn, and when it is to be tried again. */
final class StartAttempts {

    /** Starts in a row without a finished turn before the session is reported as failed. */
    private static final int MAX_STARTS = 4;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration WAIT_FOR_ROOM = Duration.ofSeconds(1);

    private final Clock clock;
    private int starts;
    private Optional<Instant> retryAt = Optional.empty();

    StartAttempts(Clock clock) {
        this.clock = clock;
    }

    void begun() {
        starts++;
    }

    void reset() {
        starts = 0;
    }

    boolean mayTryAgain() {
        return starts < MAX_STARTS;
    }

    /** After the last failure, each time twice as long after it. */
    void retryLater() {
        retryAt = Optional.of(clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << starts)));
    }

    /** As soon as there is room. */
    void retrySoon() {
        retryAt = Optional.of(Instant.EPOCH);
    }

    void retryWhenThereIsRoom() {
        retryAt = Optional.of(clock.instant().plus(WAIT_FOR_ROOM));
    }

    void forgetRetry() {
        retryAt = Optional.empty();
    }

    boolean retryPlanned() {
        return retryAt.isPresent();
    }

    boolean retryDue(Instant now) {
        return retryAt.filter(now::isAfter).isPresent();
    }
}
