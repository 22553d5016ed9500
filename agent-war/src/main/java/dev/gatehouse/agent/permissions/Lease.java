package dev.gatehouse.agent.permissions;

import dev.gatehouse.contract.ModeGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far an owner's grant has come on its chain of leases ({@link ModeGrant#next}). Time is counted by a clock that
 * only goes forward, so that setting the host's clock back lengthens nothing.
 *
 * @param given as web sent it; the head of the chain
 * @param ended how many leases of the chain are over
 * @param present the grant that holds now
 * @param deadline when it ends, in nanoseconds of the monotonic clock
 */
record Lease(ModeGrant given, int ended, ModeGrant present, Optional<Long> deadline) {

    static final String OVER = "What was granted for a time has ended, and nothing was granted for after it. An"
            + " administrator must say what holds now.";

    /**
     * @param ended how many leases were over when it was last known
     * @param left what was left of the present one then; empty if it has just been received
     */
    static Lease of(ModeGrant given, int ended, Optional<Duration> left, Instant now, long nanos) {
        ModeGrant present = given;
        for (int i = 0; i < ended; i++) {
            present = after(present);
        }
        return starting(given, ended, present, left, now, nanos);
    }

    private static Lease starting(
            ModeGrant given, int ended, ModeGrant present, Optional<Duration> left, Instant now, long nanos) {
        Optional<Long> deadline = present.validUntil().map(end -> {
            Duration byTheClock = Duration.between(now, end);
            Duration remaining =
                    left.filter(each -> each.compareTo(byTheClock) < 0).orElse(byTheClock);
            return nanos + Math.max(0, remaining.toNanos());
        });
        return new Lease(given, ended, present, deadline);
    }

    boolean isOver(long nanos) {
        return deadline.filter(end -> nanos - end >= 0).isPresent();
    }

    /** What holds after the present lease. */
    Lease next(Instant now, long nanos) {
        return starting(given, ended + 1, after(present), Optional.empty(), now, nanos);
    }

    Optional<Duration> left(long nanos) {
        return deadline.map(end -> Duration.ofNanos(Math.max(0, end - nanos)));
    }

    /** Of the same revision: it is one decision, and a grant that web sends later holds however far this one is. */
    private static ModeGrant after(ModeGrant lease) {
        ModeGrant next = lease.next().orElse(lease);
        return new ModeGrant(
                next.allowed(),
                next.initial(),
                next.fallback(),
                next.rules(),
                next.limits(),
                next.models(),
                next.policyVersion(),
                lease.next().flatMap(ModeGrant::validUntil),
                next.questions(),
                lease.next().isPresent() ? next.frozen() : Optional.of(OVER),
                lease.revision(),
                lease.next().flatMap(ModeGrant::next));
    }
}
