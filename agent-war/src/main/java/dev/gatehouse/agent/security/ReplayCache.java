package dev.gatehouse.agent.security;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/**
 * Which tokens were used, for as long as they could be used again. In memory: what an earlier agent saw is kept out by
 * {@link TokenGate}, which takes no token that was issued before the start.
 */
final class ReplayCache {

    /** At five minutes' life this many would be 300 requests a second; more is refused rather than forgotten. */
    static final int CAPACITY = 100_000;

    private record Used(String id, Instant until) {}

    private final int capacity;
    private final Set<String> ids = new HashSet<>();
    private final Queue<Used> byEnd = new PriorityQueue<>(Comparator.comparing(Used::until));

    ReplayCache(int capacity) {
        this.capacity = capacity;
    }

    enum Verdict {
        FIRST_USE,
        REPLAYED,
        FULL
    }

    /** @param until from when on the token is refused for its age alone */
    synchronized Verdict use(String id, Instant until, Instant now) {
        while (!byEnd.isEmpty() && byEnd.peek().until().isBefore(now)) {
            ids.remove(byEnd.remove().id());
        }
        if (ids.contains(id)) {
            return Verdict.REPLAYED;
        }
        if (ids.size() >= capacity) {
            return Verdict.FULL;
        }
        ids.add(id);
        byEnd.add(new Used(id, until));
        return Verdict.FIRST_USE;
    }
}
