package dev.gatehouse.web.leases.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.web.leases.entity.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseClockTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(-5);
    private final LeaseClock clock = new LeaseClock(nanos::get);
    private final Lease lease = new Lease(UUID.randomUUID(), PermissionMode.PLAN, "to look", 10, NOON);

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void countsFromTheFirstLookAndNeverBelowNothing() {
        lease.grant(UUID.randomUUID(), 10, "", NOON);
        assertEquals(Duration.ofMinutes(10), clock.left(lease));
        passes(Duration.ofMinutes(4));
        assertEquals(Duration.ofMinutes(6), clock.left(lease));
        passes(Duration.ofMinutes(40));
        assertEquals(Duration.ZERO, clock.left(lease));
    }

    @Test
    void afterARestartItGoesOnWithWhatWasLeft() {
        lease.grant(UUID.randomUUID(), 10, "", NOON);
        clock.left(lease);
        passes(Duration.ofMinutes(4));
        lease.passed(clock.left(lease), NOON);
        LeaseClock restarted = new LeaseClock(nanos::get);
        assertEquals(Duration.ofMinutes(6), restarted.left(lease));
    }

    @Test
    void whatIsNotedMeanwhileDoesNotRestartTheCount() {
        lease.grant(UUID.randomUUID(), 10, "", NOON);
        clock.left(lease);
        passes(Duration.ofMinutes(9));
        assertEquals(Duration.ofMinutes(1), clock.left(lease));
        lease.passed(clock.left(lease), NOON);
        assertEquals(Duration.ofMinutes(1), clock.left(lease));
    }
}
