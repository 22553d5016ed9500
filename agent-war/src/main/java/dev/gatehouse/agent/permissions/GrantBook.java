package dev.gatehouse.agent.permissions;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.QuestionRules;
import dev.gatehouse.contract.Rules;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What each owner is granted, as web said it last. It is on the disk before it counts, so that it outlives this agent
 * and holds while web is down. Of two grants the one with the higher revision holds, in whatever order they arrive;
 * revision 0 is that of a portal which does not count, and there the later one holds.
 */
public final class GrantBook {

    /** How much longer than granted a lease may last if the agent dies and the host's clock is set back meanwhile. */
    static final Duration CHECKPOINT = Duration.ofSeconds(10);

    static final String DAMAGED = "The agent's record of what is granted to this person is damaged, so nothing runs. An"
            + " administrator must publish the policy again.";

    private static final System.Logger LOG = System.getLogger(GrantBook.class.getName());
    private static final long BEFORE_ALL = -1;

    private final GrantFiles files;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Map<UUID, Lease> leases = new ConcurrentHashMap<>();

    /** Counts already, and is not on the disk: it was full. */
    private final Set<UUID> unwritten = ConcurrentHashMap.newKeySet();

    /** One owner's grant must not wait until another's is on the disk: a freeze is of all. */
    private final Object[] locks = Stream.generate(Object::new).limit(64).toArray();

    private volatile long lastCheckpoint;

    public GrantBook(Path directory, Clock clock) {
        this(directory, clock, System::nanoTime);
    }

    /** @param nanos a clock that only goes forward */
    GrantBook(Path directory, Clock clock, LongSupplier nanos) {
        this.files = new GrantFiles(directory);
        this.clock = clock;
        this.nanos = nanos;
        this.lastCheckpoint = nanos.getAsLong();
        files.read().forEach((owner, stored) -> leases.put(owner, restored(stored)));
    }

    private Lease restored(Optional<GrantFiles.Stored> stored) {
        Instant now = clock.instant();
        return stored.map(each -> Lease.of(each.given(), each.ended(), each.left(), now, nanos.getAsLong()))
                .orElseGet(() -> Lease.of(nothing(), 0, Optional.empty(), now, nanos.getAsLong()));
    }

    /**
     * @return whether another grant holds now than before
     * @throws GatehouseException {@code STORAGE_FULL} if it cannot be kept; it counts for this agent all the same, and
     *     is kept when it is offered again
     */
    public boolean offer(UUID owner, ModeGrant grant) {
        synchronized (lock(owner)) {
            Lease known = leases.get(owner);
            if (known != null && !replaces(grant, known.given())) {
                if (unwritten.contains(owner)) {
                    write(owner, known);
                }
                return false;
            }
            ModeGrant before = known == null ? null : known.present();
            Lease lease = Lease.of(grant, 0, Optional.empty(), clock.instant(), nanos.getAsLong());
            leases.put(owner, lease);
            unwritten.add(owner);
            write(owner, lease);
            endLease(owner);
            return !leases.get(owner).present().equals(before);
        }
    }

    private Object lock(UUID owner) {
        return locks[Math.floorMod(owner.hashCode(), locks.length)];
    }

    private static boolean replaces(ModeGrant grant, ModeGrant given) {
        return grant.revision() > given.revision()
                || (grant.revision() == 0 && given.revision() == 0 && !grant.equals(given));
    }

    /** @return what holds now; a lease that has ended is not returned, whether or not {@link #tick} has come to it */
    public Optional<ModeGrant> of(UUID owner) {
        synchronized (lock(owner)) {
            endLease(owner);
            return Optional.ofNullable(leases.get(owner)).map(Lease::present);
        }
    }

    /** @return the owners whose lease has ended since the last time; called about once a second */
    public List<UUID> tick() {
        List<UUID> ended = new ArrayList<>();
        for (UUID owner : List.copyOf(leases.keySet())) {
            synchronized (lock(owner)) {
                if (endLease(owner)) {
                    ended.add(owner);
                }
            }
        }
        if (nanos.getAsLong() - lastCheckpoint >= CHECKPOINT.toNanos()) {
            checkpoint();
        }
        return ended;
    }

    /** Notes how much is left of each lease, for the next agent. */
    public void checkpoint() {
        lastCheckpoint = nanos.getAsLong();
        for (UUID owner : List.copyOf(leases.keySet())) {
            synchronized (lock(owner)) {
                Lease lease = leases.get(owner);
                if (lease.deadline().isPresent()) {
                    tryWrite(owner, lease);
                }
            }
        }
    }

    private boolean endLease(UUID owner) {
        boolean ended = false;
        while (leases.containsKey(owner) && leases.get(owner).isOver(nanos.getAsLong())) {
            Lease next = leases.get(owner).next(clock.instant(), nanos.getAsLong());
            leases.put(owner, next); // it is over even if that cannot be written
            tryWrite(owner, next);
            ended = true;
        }
        return ended;
    }

    private void tryWrite(UUID owner, Lease lease) {
        try {
            write(owner, lease);
        } catch (GatehouseException e) {
            LOG.log(System.Logger.Level.ERROR, "how far the lease of " + owner + " is cannot be kept", e);
        }
    }

    private void write(UUID owner, Lease lease) {
        files.write(owner, new GrantFiles.Stored(lease.given(), lease.ended(), lease.left(nanos.getAsLong())));
        unwritten.remove(owner);
    }

    private static ModeGrant nothing() {
        return new ModeGrant(
                Set.of(PermissionMode.DEFAULT),
                PermissionMode.DEFAULT,
                PermissionMode.DEFAULT,
                Rules.NONE,
                Limits.AS_SHIPPED,
                List.of(),
                0,
                Optional.empty(),
                QuestionRules.AS_SHIPPED,
                Optional.of(DAMAGED),
                BEFORE_ALL,
                Optional.empty());
    }
}
