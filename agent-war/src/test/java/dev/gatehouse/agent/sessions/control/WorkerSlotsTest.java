package dev.gatehouse.agent.sessions.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.contract.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerSlotsTest {

    private final UUID person = UUID.randomUUID();
    private final List<SessionId> idle = new ArrayList<>();
    private final List<SessionId> asked = new ArrayList<>();

    private WorkerSlots slots(int host, int perPerson) {
        return new WorkerSlots(host, perPerson, session -> {
            asked.add(session);
            return idle.contains(session);
        });
    }

    private static ModeGrant grant(int sessions) {
        return new ModeGrant(
                Set.of(PermissionMode.DEFAULT),
                PermissionMode.DEFAULT,
                PermissionMode.DEFAULT,
                Rules.NONE,
                new Limits(0, 30, sessions),
                List.of(),
                1,
                Optional.empty());
    }

    private static void assertFull(Runnable take, String text) {
        var full = assertThrows(GatehouseException.class, take::run);
        assertEquals(ProblemCode.TOO_MANY_SESSIONS, full.problem().code());
        assertTrue(full.problem().detail().contains(text), full.problem()::detail);
    }

    @Test
    void theSmallerOfHostsAndGrantsLimitCounts() {
        WorkerSlots slots = slots(10, 2);
        slots.take(person, grant(1), SessionId.random());
        assertFull(() -> slots.take(person, grant(1), SessionId.random()), "1 of your conversations");
        slots.take(person, grant(5), SessionId.random());
        assertFull(() -> slots.take(person, grant(5), SessionId.random()), "2 of your conversations");
        slots.take(UUID.randomUUID(), grant(1), SessionId.random());
        assertEquals(3, slots.live());
    }

    @Test
    void anIdleSessionOfTheSamePersonGivesWay() {
        WorkerSlots slots = slots(10, 2);
        SessionId busy = SessionId.random();
        SessionId resting = SessionId.random();
        SessionId others = SessionId.random();
        slots.take(UUID.randomUUID(), grant(2), others);
        slots.take(person, grant(2), busy);
        slots.take(person, grant(2), resting);
        idle.add(resting);
        idle.add(others);
        slots.take(person, grant(2), SessionId.random());
        assertEquals(List.of(busy, resting), asked, "oldest first, none of another person");
        assertEquals(3, slots.live());
    }

    @Test
    void onAFullHostAnybodysIdleSessionGivesWay() {
        WorkerSlots slots = slots(1, 5);
        SessionId others = SessionId.random();
        slots.take(UUID.randomUUID(), grant(2), others);
        assertFull(() -> slots.take(person, grant(2), SessionId.random()), "workers of this host");
        idle.add(others);
        slots.take(person, grant(2), SessionId.random());
        assertEquals(1, slots.live());
    }

    @Test
    void whoHasAPlaceKeepsItAndReleasingTwiceIsHarmless() {
        WorkerSlots slots = slots(1, 1);
        SessionId session = SessionId.random();
        slots.take(person, grant(1), session);
        slots.take(person, grant(1), session);
        assertEquals(1, slots.live());
        slots.release(session);
        slots.release(session);
        assertEquals(0, slots.live());
    }

    @Test
    void theLimitHoldsHoweverManyAskAtOnce() {
        WorkerSlots slots = new WorkerSlots(100, 3, session -> false);
        AtomicInteger taken = new AtomicInteger();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                people.submit(() -> {
                    slots.take(person, grant(3), SessionId.random());
                    return taken.incrementAndGet();
                });
            }
        }
        assertEquals(3, taken.get());
    }
}
