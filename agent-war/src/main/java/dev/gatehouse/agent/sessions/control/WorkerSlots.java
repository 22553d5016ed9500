package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** How many workers may live at once, on this host and for one person. An idle one gives way to one that is needed. */
final class WorkerSlots {

    private enum Full {
        PERSON,
        HOST
    }

    private final int host;
    private final int perPerson;
    private final Map<SessionId, UUID> taken = new LinkedHashMap<>();
    private final Predicate<SessionId> yieldIfIdle;

    /** @param yieldIfIdle asks a session to give its worker up; must not wait for a lock */
    WorkerSlots(int host, int perPerson, Predicate<SessionId> yieldIfIdle) {
        this.host = host;
        this.perPerson = perPerson;
        this.yieldIfIdle = yieldIfIdle;
    }

    /** @throws GatehouseException {@code TOO_MANY_SESSIONS} if there is no room and nobody idle to make some */
    void take(UUID owner, ModeGrant grant, SessionId session) {
        int own = Math.min(perPerson, grant.limits().liveSessions());
        while (true) {
            Optional<Full> full = tryTake(owner, own, session);
            if (full.isEmpty()) {
                return;
            }
            Predicate<UUID> whose = full.get() == Full.PERSON ? owner::equals : any -> true;
            if (!yielded(whose, session)) {
                throw new GatehouseException(ProblemCode.TOO_MANY_SESSIONS, text(full.get(), own));
            }
        }
    }

    private Optional<Full> tryTake(UUID owner, int own, SessionId session) {
        synchronized (taken) {
            if (!taken.containsKey(session)) {
                if (taken.values().stream().filter(owner::equals).count() >= own) {
                    return Optional.of(Full.PERSON);
                }
                if (taken.size() >= host) {
                    return Optional.of(Full.HOST);
                }
                taken.put(session, owner);
            }
            return Optional.empty();
        }
    }

    private String text(Full full, int own) {
        return switch (full) {
            case PERSON ->
                "Claude is at work in " + own
                        + " of your conversations, which is the limit. Wait for one to finish, or stop it.";
            case HOST -> "All " + host + " workers of this host are busy. Try again in a moment.";
        };
    }

    void release(SessionId session) {
        synchronized (taken) {
            taken.remove(session);
        }
    }

    int live() {
        synchronized (taken) {
            return taken.size();
        }
    }

    /** Asked oldest first, outside our own lock: the session takes its own and calls back to release. */
    private boolean yielded(Predicate<UUID> owner, SessionId except) {
        Map<SessionId, UUID> candidates;
        synchronized (taken) {
            candidates = new LinkedHashMap<>(taken);
        }
        Optional<SessionId> gone = candidates.entrySet().stream()
                .filter(entry -> owner.test(entry.getValue()) && !entry.getKey().equals(except))
                .map(Map.Entry::getKey)
                .filter(yieldIfIdle)
                .findFirst();
        gone.ifPresent(this::release);
        return gone.isPresent();
    }
}
