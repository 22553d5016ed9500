package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.control.Groups;
import dev.gatehouse.web.acts.AdministrativeAct;
import dev.gatehouse.web.policy.entity.ActiveFreeze;
import dev.gatehouse.web.policy.entity.Freeze;
import dev.gatehouse.web.policy.entity.Subject;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Stops all action of everyone or of a group, and lets it go on. */
@ApplicationScoped
@Transactional
public class Freezes {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Viewer viewer;

    @Inject
    private Groups groups;

    @Inject
    private Clock clock;

    @Inject
    private Event<GrantsAffected> affected;

    @Inject
    private Event<AdministrativeAct> acts;

    /**
     * @param group empty for the whole portal
     * @throws GatehouseException {@code CONFLICT} if it is stopped already, {@code INVALID_VALUE} without a reason
     */
    public void freeze(Optional<String> group, String reason) {
        viewer.requireAdministrator();
        group.ifPresent(groups::require);
        String why = Reasons.require(reason);
        if (running().stream().anyMatch(freeze -> freeze.group().equals(group))) {
            throw new GatehouseException(ProblemCode.CONFLICT, "It is stopped already. Reload to see by whom.");
        }
        entities.persist(new Freeze(group, why, viewer.actor(), clock.instant()));
        entities.flush();
        affected.fire(GrantsAffected.EVERYBODYS);
        tell(PolicyActs.FROZEN, group, Map.of("reason", why));
    }

    /** @throws GatehouseException {@code CONFLICT} if somebody else has let it go on. */
    public void thaw(UUID id) {
        viewer.requireAdministrator();
        Freeze freeze = entities.find(Freeze.class, id.toString(), LockModeType.PESSIMISTIC_WRITE);
        if (freeze == null || freeze.ended()) {
            throw new GatehouseException(ProblemCode.CONFLICT, "It is not stopped any more.");
        }
        freeze.end(viewer.actor(), clock.instant());
        entities.flush();
        affected.fire(GrantsAffected.EVERYBODYS);
        tell(PolicyActs.THAWED, freeze.group(), Map.of());
    }

    /** Those that have not ended, the oldest first. */
    public List<Freeze> running() {
        return entities.createQuery(
                        "select f from Freeze f where f.endedAt is null order by f.startedAt, f.id", Freeze.class)
                .getResultList();
    }

    List<ActiveFreeze> active() {
        return running().stream().map(Freeze::active).toList();
    }

    /** Those that stop this person. */
    public List<ActiveFreeze> stopping(Subject subject) {
        return active().stream().filter(freeze -> freeze.holdsFor(subject)).toList();
    }

    private void tell(String act, Optional<String> group, Map<String, String> details) {
        acts.fire(new AdministrativeAct(viewer.actor(), act, group.orElse("portal"), details));
    }
}
