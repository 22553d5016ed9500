package dev.gatehouse.web.leases.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration HALF = Duration.ofMinutes(15);
    private static final UUID PERSON = UUID.randomUUID();
    private static final UUID APPROVER = UUID.randomUUID();

    private final Lease lease = new Lease(PERSON, PermissionMode.BYPASS_PERMISSIONS, "release day", 30, NOON);

    private void granted() {
        lease.grant(APPROVER, 30, "", NOON);
    }

    private static void assertConflict(Runnable change) {
        GatehouseException refused = assertThrows(GatehouseException.class, change::run);
        assertEquals(ProblemCode.CONFLICT, refused.problem().code());
    }

    @Test
    void runsItsTimeAndIsOver() {
        granted();
        assertFalse(lease.passed(HALF, NOON.plus(HALF)));
        assertEquals(HALF, lease.remaining());
        assertTrue(lease.passed(Duration.ZERO, NOON.plus(Duration.ofMinutes(30))));
        assertEquals(LeaseState.EXPIRED, lease.state());
        assertEquals(Optional.empty(), lease.endedBy());
    }

    @Test
    void aClockSetBackMakesItNoLonger() {
        granted();
        Instant yesterday = NOON.minus(Duration.ofDays(1));
        assertFalse(lease.passed(HALF, yesterday));
        assertEquals(HALF, lease.left(HALF, yesterday));
        assertTrue(lease.passed(Duration.ZERO, yesterday), "it ran its time by the clock that nobody can set");
    }

    @Test
    void aClockSetForwardEndsItAndNothingBringsItBack() {
        granted();
        assertTrue(lease.passed(HALF, NOON.plus(Duration.ofHours(3))));
        assertConflict(() -> lease.passed(HALF, NOON.plusSeconds(1)));
        assertEquals(Duration.ZERO, lease.left(HALF, NOON.plusSeconds(1)));
    }

    @Test
    void whatWasNotedAsLeftNeverGrowsAgain() {
        granted();
        lease.passed(Duration.ofMinutes(5), NOON.plus(Duration.ofMinutes(25)));
        lease.passed(Duration.ofMinutes(30), NOON);
        assertEquals(Duration.ofMinutes(5), lease.remaining());
    }

    @Test
    void isDecidedOnce() {
        granted();
        assertConflict(() -> lease.refuse(APPROVER, "too late", NOON));
        assertConflict(() -> lease.grant(APPROVER, 30, "", NOON));
        assertConflict(() -> lease.withdraw(PERSON, NOON));
        assertConflict(() -> lease.lapse(NOON));
    }

    @Test
    void whatWasRefusedWithdrawnOrLapsedNeverRuns() {
        lease.refuse(APPROVER, "not today", NOON);
        assertConflict(() -> lease.grant(APPROVER, 30, "", NOON));
        assertConflict(() -> lease.end(PERSON, NOON));
        assertEquals(Optional.empty(), lease.validUntil());
    }

    @Test
    void canBeGrantedShortenedAndEndedEarly() {
        lease.grant(APPROVER, 10, "only the release", NOON);
        assertEquals(Optional.of(NOON.plus(Duration.ofMinutes(10))), lease.validUntil());
        lease.end(PERSON, NOON.plusSeconds(60));
        assertEquals(LeaseState.ENDED, lease.state());
        assertEquals(Optional.of(PERSON), lease.endedBy());
        assertConflict(() -> lease.end(APPROVER, NOON.plusSeconds(61)));
    }

    @Test
    void brokenGlassStaysMarked() {
        lease.breakGlass(NOON);
        lease.end(APPROVER, NOON.plusSeconds(60));
        assertTrue(lease.brokeGlass());
        assertEquals(Optional.of(PERSON), lease.decidedBy());
    }
}
