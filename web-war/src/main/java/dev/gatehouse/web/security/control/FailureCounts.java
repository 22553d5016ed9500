package dev.gatehouse.web.security.control;

import java.time.Duration;
import java.time.Instant;

/**
 * Counts by key that halve with the time, also while more are added: what happened long ago counts little, and all is
 * forgotten after one such time without any. Each table is bounded for itself, so that made-up names cannot push
 * addresses out.
 */
final class FailureCounts<K> {

    private final BoundedTable<K, Attempts> table = new BoundedTable<>();
    private final Duration halves;

    /** @param since when the count was last halved */
    private record Attempts(int count, Instant since, Instant last) {}

    /** @param halves the time in which a count becomes half of what it was */
    FailureCounts(Duration halves) {
        this.halves = halves;
    }

    int of(K key, Instant now) {
        Attempts past = table.get(key);
        if (past == null) {
            return 0;
        }
        if (past.last().plus(halves).isBefore(now)) {
            table.remove(key);
            return 0;
        }
        long times = Math.max(0, Duration.between(past.since(), now).dividedBy(halves));
        if (times == 0) {
            return past.count();
        }
        var decayed = new Attempts(
                past.count() >> Math.min(times, 31), past.since().plus(halves.multipliedBy(times)), past.last());
        table.put(key, decayed);
        return decayed.count();
    }

    /** When the last one was added; only for a key whose count is not 0. */
    Instant last(K key) {
        return table.get(key).last();
    }

    void add(K key, Instant now) {
        int count = of(key, now);
        Attempts past = table.get(key);
        table.put(key, new Attempts(count + 1, past == null ? now : past.since(), now));
    }

    void takeBack(K key) {
        table.computeIfPresent(
                key,
                (same, past) -> past.count() > 1 ? new Attempts(past.count() - 1, past.since(), past.last()) : null);
    }

    void forget(K key) {
        table.remove(key);
    }
}
