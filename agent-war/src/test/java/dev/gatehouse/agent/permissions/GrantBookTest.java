package dev.gatehouse.agent.permissions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.QuestionRules;
import dev.gatehouse.contract.Rules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrantBookTest {

    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir
    private Path directory;

    private final UUID owner = UUID.randomUUID();
    private final HostTime time = new HostTime();
    private Instant wall = START;
    private long nanos = Long.MAX_VALUE - 1_000_000; // a monotonic clock may wrap around

    /** The host's clock, which anybody may set. */
    private final class HostTime extends Clock {

        @Override
        public Instant instant() {
            return wall;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private GrantBook open() {
        return new GrantBook(directory.resolve("grants"), time, () -> nanos);
    }

    private void pass(Duration both) {
        wall = wall.plus(both);
        nanos += both.toNanos();
    }

    private static ModeGrant grant(long revision, Set<PermissionMode> modes, Optional<Instant> until, ModeGrant next) {
        return new ModeGrant(
                modes,
                modes.iterator().next(),
                modes.iterator().next(),
                Rules.NONE,
                Limits.AS_SHIPPED,
                List.of(),
                1,
                until,
                QuestionRules.AS_SHIPPED,
                Optional.empty(),
                revision,
                Optional.ofNullable(next));
    }

    private static ModeGrant grant(long revision, PermissionMode mode) {
        return grant(revision, Set.of(mode), Optional.empty(), null);
    }

    private static ModeGrant lease(long revision, Instant until) {
        return grant(
                revision,
                Set.of(PermissionMode.BYPASS_PERMISSIONS),
                Optional.of(until),
                grant(revision, PermissionMode.DEFAULT));
    }

    private static boolean leased(GrantBook book, UUID owner) {
        return book.of(owner).orElseThrow().allows(PermissionMode.BYPASS_PERMISSIONS);
    }

    @Test
    void theHigherRevisionHoldsInWhateverOrderTheyArrive() {
        GrantBook book = open();
        assertTrue(book.offer(owner, grant(7, PermissionMode.PLAN)));
        assertFalse(book.offer(owner, grant(6, PermissionMode.BYPASS_PERMISSIONS)));
        assertFalse(book.offer(owner, grant(7, PermissionMode.BYPASS_PERMISSIONS)));
        assertFalse(book.offer(owner, grant(0, PermissionMode.BYPASS_PERMISSIONS)));
        assertEquals(Optional.of(grant(7, PermissionMode.PLAN)), book.of(owner));
        assertTrue(book.offer(owner, grant(8, PermissionMode.DEFAULT)));
        assertEquals(Optional.of(grant(8, PermissionMode.DEFAULT)), open().of(owner), "and outlives the agent");
        assertEquals(Optional.empty(), book.of(UUID.randomUUID()));
    }

    @Test
    void aPortalThatDoesNotCountRevisionsIsTakenAtItsLastWord() {
        GrantBook book = open();
        assertTrue(book.offer(owner, grant(0, PermissionMode.PLAN)));
        assertFalse(book.offer(owner, grant(0, PermissionMode.PLAN)));
        assertTrue(book.offer(owner, grant(0, PermissionMode.DEFAULT)));
    }

    @Test
    void aLeaseEndsByItselfAndTheSameGrantDoesNotRenewIt() {
        GrantBook book = open();
        book.offer(owner, lease(3, START.plusSeconds(60)));
        pass(Duration.ofSeconds(59));
        assertEquals(List.of(), book.tick());
        assertTrue(leased(book, owner));
        pass(Duration.ofSeconds(1));
        assertEquals(List.of(owner), book.tick());
        assertEquals(Optional.of(grant(3, PermissionMode.DEFAULT)), book.of(owner));
        assertEquals(List.of(), book.tick(), "it is told once");
        assertFalse(book.offer(owner, lease(3, START.plusSeconds(60))));
        assertFalse(leased(book, owner));
        assertFalse(leased(open(), owner));
    }

    @Test
    void nobodyGetsALeaseThatIsOverEvenBeforeTheNextTick() {
        GrantBook book = open();
        book.offer(owner, lease(3, START.plusSeconds(60)));
        pass(Duration.ofSeconds(61));
        assertFalse(leased(book, owner));
        book.offer(owner, lease(4, START));
        assertFalse(leased(book, owner), "over before it arrived");
    }

    @Test
    void settingTheHostsClockBackLengthensNothing() {
        GrantBook book = open();
        book.offer(owner, lease(3, START.plusSeconds(60)));
        nanos += Duration.ofSeconds(60).toNanos();
        wall = START.minus(Duration.ofDays(1));
        assertFalse(leased(book, owner));
    }

    @Test
    void settingTheHostsClockBackOverARestartLengthensNothingEither() {
        GrantBook book = open();
        book.offer(owner, lease(3, START.plusSeconds(60)));
        pass(Duration.ofSeconds(40));
        book.tick(); // notes what is left
        wall = START.minus(Duration.ofDays(1));
        nanos = 0; // another process
        GrantBook next = open();
        assertTrue(leased(next, owner));
        nanos += Duration.ofSeconds(20).toNanos();
        assertFalse(leased(next, owner));
    }

    @Test
    void theTimeTheAgentIsDownCounts() {
        open().offer(owner, lease(3, START.plusSeconds(60)));
        wall = START.plusSeconds(61);
        assertFalse(leased(open(), owner));
    }

    @Test
    void leasesFollowEachOther() {
        GrantBook book = open();
        ModeGrant last = grant(5, PermissionMode.DEFAULT);
        ModeGrant second = grant(5, Set.of(PermissionMode.PLAN), Optional.of(START.plusSeconds(20)), last);
        book.offer(
                owner, grant(5, Set.of(PermissionMode.BYPASS_PERMISSIONS), Optional.of(START.plusSeconds(10)), second));
        pass(Duration.ofSeconds(10));
        assertEquals(Optional.of(second), book.of(owner));
        GrantBook reopened = open();
        assertEquals(Optional.of(second), reopened.of(owner));
        pass(Duration.ofSeconds(10));
        assertEquals(Optional.of(last), reopened.of(owner));
    }

    @Test
    void whereNothingFollowsALeaseNothingRuns() {
        GrantBook book = open();
        book.offer(owner, grant(3, Set.of(PermissionMode.BYPASS_PERMISSIONS), Optional.of(START.plusSeconds(1)), null));
        pass(Duration.ofSeconds(2));
        assertEquals(Optional.of(Lease.OVER), book.of(owner).orElseThrow().frozen());
        assertEquals(Optional.of(Lease.OVER), open().of(owner).orElseThrow().frozen());
    }

    @Test
    void underADamagedRecordNothingRunsUntilWebSpeaksAgain() throws Exception {
        open().offer(owner, grant(9, PermissionMode.BYPASS_PERMISSIONS));
        Files.writeString(directory.resolve("grants").resolve(owner + ".json"), "{\"given\":{");
        GrantBook book = open();
        assertEquals(
                Optional.of(GrantBook.DAMAGED), book.of(owner).orElseThrow().frozen());
        assertTrue(book.offer(owner, grant(2, PermissionMode.PLAN)));
        assertEquals(Optional.empty(), book.of(owner).orElseThrow().frozen());
    }
}
