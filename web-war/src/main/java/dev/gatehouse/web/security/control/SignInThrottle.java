package dev.gatehouse.web.security.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows guessing of passwords down, for each name and for each address apart. Some attempts are free, then each costs
 * twice the wait of the one before, up to a bound that a person whose name is being tried can live with.
 */
@ApplicationScoped
public class SignInThrottle {

    static final int FREE_PER_NAME = 5;
    static final int FREE_PER_ADDRESS = 20;
    static final Duration FIRST_WAIT = Duration.ofSeconds(4);
    static final Duration MAX_WAIT = Duration.ofMinutes(5);

    /** After so long without an attempt everything is forgotten. */
    static final Duration MEMORY = Duration.ofMinutes(30);

    /** Names and addresses have a table each, so that made-up names cannot push addresses out. */
    static final int MAX_ENTRIES = 10_000;

    /** A refusal is told of at most this often for an address. */
    static final Duration TOLD_EVERY = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Instant> told = bounded();
    private final Map<String, Attempts> names = bounded();
    private final Map<String, Attempts> addresses = bounded();

    private record Attempts(int count, Instant last) {}

    protected SignInThrottle() {
        this(Clock.systemUTC());
    }

    @Inject
    public SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts an attempt before its password is looked at, so that attempts made at the same time count too.
     *
     * @return how long to wait if this one is refused
     */
    public synchronized Optional<Duration> attempt(String foldedName, String address) {
        Duration wait = longer(wait(names, foldedName, FREE_PER_NAME), wait(addresses, address, FREE_PER_ADDRESS));
        if (wait.isPositive()) {
            return Optional.of(wait);
        }
        count(names, foldedName);
        count(addresses, address);
        return Optional.empty();
    }

    /** The name's failures are forgotten; of the address's only this attempt, others may be guessing from it. */
    public synchronized void succeeded(String foldedName, String address) {
        names.remove(foldedName);
        addresses.computeIfPresent(
                address, (key, past) -> past.count() > 1 ? new Attempts(past.count() - 1, past.last()) : null);
    }

    /** Whether a refusal is worth telling of; those that follow soon from the same address are not. */
    public synchronized boolean firstRefusalInAWhile(String address) {
        Instant now = clock.instant();
        Instant last = told.get(address);
        if (last != null && now.isBefore(last.plus(TOLD_EVERY))) {
            return false;
        }
        told.put(address, now);
        return true;
    }

    private Duration wait(Map<String, Attempts> table, String key, int free) {
        Attempts past = table.get(key);
        if (past == null || past.last().plus(MEMORY).isBefore(clock.instant())) {
            table.remove(key);
            return Duration.ZERO;
        }
        if (past.count() < free) {
            return Duration.ZERO;
        }
        Duration delay = FIRST_WAIT.multipliedBy(1L << Math.min(past.count() - free, 20));
        Instant until = past.last().plus(delay.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : delay);
        return Duration.between(clock.instant(), until);
    }

    private void count(Map<String, Attempts> table, String key) {
        Instant now = clock.instant();
        table.merge(key, new Attempts(1, now), (past, first) -> new Attempts(past.count() + 1, now));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MAX_ENTRIES;
            }
        };
    }
}
