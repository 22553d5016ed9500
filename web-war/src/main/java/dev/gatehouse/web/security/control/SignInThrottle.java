package dev.gatehouse.web.security.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Slows guessing of passwords down. What is strict is the count of a name: some attempts are free, then each costs
 * twice the wait of the one before, up to a bound. Where someone has signed in before, only the attempts on that name
 * from there count, so that strangers cannot keep a person out. An address is shared by a whole office: it makes those
 * who come from it take turns, some seconds each, and never more.
 */
@ApplicationScoped
public class SignInThrottle {

    static final int FREE_PER_NAME = 5;
    static final int FREE_PER_ADDRESS = 20;
    static final Duration FIRST_WAIT = Duration.ofSeconds(4);
    static final Duration MAX_WAIT = Duration.ofMinutes(5);

    /** Between two turns of one address. */
    static final Duration TURN = Duration.ofSeconds(1);

    /** However many come from an address, a turn is not further away. */
    static final Duration MAX_TURN = Duration.ofSeconds(10);

    static final Duration NAME_HALVES = Duration.ofMinutes(30);
    static final Duration ADDRESS_HALVES = Duration.ofMinutes(5);

    /** A refusal is told of at most this often for an address. */
    static final Duration TOLD_EVERY = Duration.ofMinutes(1);

    private final Clock clock;
    private final BoundedTable<String, Instant> told = new BoundedTable<>();
    private final FailureCounts<String> names;
    private final FailureCounts<From> familiar;
    private final FailureCounts<String> addresses;

    /** Who signed in where. */
    private final BoundedTable<From, Boolean> known = new BoundedTable<>();

    private final BoundedTable<From, Instant> turns = new BoundedTable<>();
    private final BoundedTable<String, Instant> lastTurns = new BoundedTable<>();

    private record From(String name, String address) {}

    protected SignInThrottle() {
        this(Clock.systemUTC());
    }

    @Inject
    public SignInThrottle(Clock clock) {
        this.clock = clock;
        this.names = new FailureCounts<>(NAME_HALVES);
        this.familiar = new FailureCounts<>(NAME_HALVES);
        this.addresses = new FailureCounts<>(ADDRESS_HALVES);
    }

    /**
     * Counts an attempt before its password is looked at, so that attempts made at the same time count too.
     *
     * @param address from where, or whatever else stands for one who tries
     * @return how long to wait if this one is refused
     */
    public synchronized Optional<Duration> attempt(String foldedName, String address) {
        Instant now = clock.instant();
        var from = new From(foldedName, address);
        Duration wait = known.get(from) != null ? wait(familiar, from, now) : waitOfStranger(from, now);
        if (wait.isPositive()) {
            return Optional.of(wait);
        }
        turns.remove(from);
        names.add(foldedName, now);
        familiar.add(from, now);
        addresses.add(address, now);
        return Optional.empty();
    }

    /** The name's failures are forgotten; of the address's only this attempt, others may be guessing from it. */
    public synchronized void succeeded(String foldedName, String address) {
        var from = new From(foldedName, address);
        known.put(from, Boolean.TRUE);
        names.forget(foldedName);
        familiar.forget(from);
        addresses.takeBack(address);
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

    /** The password was not looked at after all: it was no guess. */
    public synchronized void notTried(String foldedName, String address) {
        names.takeBack(foldedName);
        familiar.takeBack(new From(foldedName, address));
        addresses.takeBack(address);
    }

    private Duration waitOfStranger(From from, Instant now) {
        Duration ofName = wait(names, from.name(), now);
        return ofName.isPositive() ? ofName : untilTurn(from, now);
    }

    private static <K> Duration wait(FailureCounts<K> counts, K key, Instant now) {
        int beyond = counts.of(key, now) - FREE_PER_NAME;
        if (beyond < 0) {
            return Duration.ZERO;
        }
        Duration delay = FIRST_WAIT.multipliedBy(1L << Math.min(beyond, 20));
        Instant until = counts.last(key).plus(delay.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : delay);
        return Duration.between(now, until);
    }

    /** A turn given once stays: whoever comes again after it is let through, however many others try meanwhile. */
    private Duration untilTurn(From from, Instant now) {
        if (addresses.of(from.address(), now) < FREE_PER_ADDRESS) {
            return Duration.ZERO;
        }
        Instant turn = turns.get(from);
        if (turn == null) {
            turn = nextTurn(from.address(), now);
            turns.put(from, turn);
        }
        return Duration.between(now, turn);
    }

    private Instant nextTurn(String address, Instant now) {
        Instant last = lastTurns.getOrDefault(address, now);
        Instant next = (last.isBefore(now) ? now : last).plus(TURN);
        Instant latest = now.plus(MAX_TURN);
        Instant turn = next.isAfter(latest) ? latest : next;
        lastTurns.put(address, turn);
        return turn;
    }
}
