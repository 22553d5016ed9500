package dev.gatehouse.web.leases.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.acts.Actor;
import dev.gatehouse.web.approvals.control.Approvers;
import dev.gatehouse.web.leases.entity.Lease;
import dev.gatehouse.web.leases.entity.LeaseState;
import dev.gatehouse.web.policy.control.Leases;
import dev.gatehouse.web.policy.entity.ActiveLease;
import dev.gatehouse.web.security.control.PortalCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** All leases, and who may do what with them. One that is not the caller's matter does not exist. */
@ApplicationScoped
@Transactional
public class LeaseBook implements Leases {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Approvers approvers;

    @Inject
    private LeaseClock leaseClock;

    @Inject
    private LeaseActs acts;

    @Inject
    private LeaseEffect effect;

    @Inject
    private Clock clock;

    /**
     * @throws GatehouseException {@code INVALID_VALUE} if a bound is broken, {@code CONFLICT} if it is asked for or
     *     running already
     */
    public Lease ask(PortalCaller caller, PermissionMode mode, int minutes, String reason) {
        var lease = new Lease(
                caller.account(),
                mode,
                LeaseBounds.reason(reason),
                LeaseBounds.minutes(minutes, LeaseBounds.MAX_MINUTES),
                clock.instant());
        requireRoom(lease);
        entities.persist(lease);
        acts.tell(actor(caller), LeaseActs.ASKED, lease);
        return lease;
    }

    /** Without anyone else's word; the boundary has seen that an administrator has signed in anew for it. */
    public Lease breakGlass(PortalCaller caller, PermissionMode mode, int minutes, String reason) {
        requireAdministrator(caller);
        var lease = new Lease(
                caller.account(),
                mode,
                LeaseBounds.reason(reason),
                LeaseBounds.minutes(minutes, LeaseBounds.MAX_BREAK_GLASS_MINUTES),
                clock.instant());
        lease.breakGlass(clock.instant());
        entities.persist(lease);
        acts.tell(actor(caller), LeaseActs.BROKE_GLASS, lease);
        effect.changed(lease);
        return lease;
    }

    /** @param minutes at most as many as were asked for */
    public Lease grant(PortalCaller caller, UUID id, int minutes, String note) {
        Lease lease = toDecide(caller, id);
        lease.grant(
                caller.account(),
                LeaseBounds.minutes(minutes, lease.askedMinutes()),
                LeaseBounds.note(note),
                clock.instant());
        acts.tell(actor(caller), LeaseActs.GRANTED, lease);
        effect.changed(lease);
        return lease;
    }

    public Lease refuse(PortalCaller caller, UUID id, String note) {
        Lease lease = toDecide(caller, id);
        lease.refuse(caller.account(), LeaseBounds.reason(note), clock.instant());
        acts.tell(actor(caller), LeaseActs.REFUSED, lease);
        return lease;
    }

    public Lease withdraw(PortalCaller caller, UUID id) {
        Lease lease = require(caller, id);
        if (!lease.person().equals(caller.account())) {
            throw new GatehouseException(
                    ProblemCode.FORBIDDEN, "Only who asked for it can take it back. You can refuse it.");
        }
        lease.withdraw(caller.account(), clock.instant());
        acts.tell(actor(caller), LeaseActs.WITHDRAWN, lease);
        return lease;
    }

    /** By the person, or by whoever could have granted it. */
    public Lease end(PortalCaller caller, UUID id) {
        Lease lease = require(caller, id);
        lease.end(caller.account(), clock.instant());
        acts.tell(actor(caller), LeaseActs.ENDED, lease);
        over(lease);
        return lease;
    }

    /** Notes what is left of each, and ends what is over. */
    public void tick() {
        Instant now = clock.instant();
        for (Lease lease : locked(LeaseState.ACTIVE)) {
            if (lease.passed(leaseClock.left(lease), now)) {
                acts.tell(Actor.PORTAL, LeaseActs.EXPIRED, lease);
                over(lease);
            }
        }
        for (Lease lease : locked(LeaseState.ASKED)) {
            if (lease.askedAt().plus(LeaseBounds.LAPSES_AFTER).isBefore(now)) {
                lease.lapse(now);
                acts.tell(Actor.PORTAL, LeaseActs.LAPSED, lease);
            }
        }
    }

    @Override
    public List<ActiveLease> active(UUID account, Instant now) {
        return of(account, LeaseState.ACTIVE).stream()
                .filter(lease -> left(lease).isPositive())
                .map(lease -> new ActiveLease(lease.id(), Set.of(lease.mode()), until(lease, now), lease.reason()))
                .toList();
    }

    /** Never later than it was granted for, whatever the clock says now. */
    private Instant until(Lease lease, Instant now) {
        return now.plus(lease.left(leaseClock.left(lease), now));
    }

    /** What is left now; zero unless it is active. */
    public Duration left(Lease lease) {
        return lease.state() == LeaseState.ACTIVE ? lease.left(leaseClock.left(lease), clock.instant()) : Duration.ZERO;
    }

    /** The caller's own of the last day and those that are not over, newest first. */
    public List<Lease> own(UUID person) {
        return entities.createQuery(
                        "select l from Lease l where l.personId = :person and (l.state in :alive or l.askedAt > :since)"
                                + " order by l.askedAt desc",
                        Lease.class)
                .setParameter("person", person.toString())
                .setParameter("alive", List.of(LeaseState.ASKED, LeaseState.ACTIVE))
                .setParameter("since", clock.instant().minus(Duration.ofDays(1)))
                .setMaxResults(20)
                .getResultList();
    }

    /** Others' that are asked for or running, and are the caller's matter; oldest first. */
    public List<Lease> ofOthers(PortalCaller caller) {
        Set<UUID> people = approvers.peopleOf(caller.account());
        return entities.createQuery(
                        "select l from Lease l where l.state in :alive and l.personId <> :me order by l.askedAt, l.id",
                        Lease.class)
                .setParameter("alive", List.of(LeaseState.ASKED, LeaseState.ACTIVE))
                .setParameter("me", caller.account().toString())
                .getResultStream()
                .filter(lease -> caller.administrator() || people.contains(lease.person()))
                .toList();
    }

    private void over(Lease lease) {
        leaseClock.forget(lease.id());
        effect.changed(lease);
    }

    private Lease toDecide(PortalCaller caller, UUID id) {
        Lease lease = require(caller, id);
        if (lease.person().equals(caller.account())) {
            throw new GatehouseException(ProblemCode.FORBIDDEN, "Nobody decides about their own request.");
        }
        return lease;
    }

    /** Locked: two who decide at once are one after the other. */
    private Lease require(PortalCaller caller, UUID id) {
        Lease lease = entities.find(Lease.class, id.toString(), LockModeType.PESSIMISTIC_WRITE);
        boolean concerned = lease != null
                && (lease.person().equals(caller.account())
                        || caller.administrator()
                        || approvers.approves(caller.account(), lease.person()));
        if (!concerned) {
            throw new GatehouseException(ProblemCode.NOT_FOUND, "There is no such request.");
        }
        return lease;
    }

    private void requireRoom(Lease wanted) {
        List<Lease> asked = of(wanted.person(), LeaseState.ASKED);
        boolean again = asked.stream().anyMatch(each -> each.mode() == wanted.mode())
                || of(wanted.person(), LeaseState.ACTIVE).stream().anyMatch(each -> each.mode() == wanted.mode());
        if (again) {
            throw new GatehouseException(
                    ProblemCode.CONFLICT, "You have asked for this mode already, or have it at the moment.");
        }
        if (asked.size() >= LeaseBounds.MAX_ASKED) {
            throw new GatehouseException(
                    ProblemCode.CONFLICT, "You have several requests that nobody has decided. Take one back first.");
        }
    }

    private List<Lease> of(UUID person, LeaseState state) {
        return entities.createQuery(
                        "select l from Lease l where l.personId = :person and l.state = :state order by l.askedAt",
                        Lease.class)
                .setParameter("person", person.toString())
                .setParameter("state", state)
                .getResultList();
    }

    private List<Lease> locked(LeaseState state) {
        return entities.createQuery("select l from Lease l where l.state = :state order by l.id", Lease.class)
                .setParameter("state", state)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    private static void requireAdministrator(PortalCaller caller) {
        if (!caller.administrator()) {
            throw new GatehouseException(ProblemCode.FORBIDDEN, "Only an administrator can do this.");
        }
    }

    private static Actor actor(PortalCaller caller) {
        return Actor.of(caller.account(), caller.username());
    }
}
