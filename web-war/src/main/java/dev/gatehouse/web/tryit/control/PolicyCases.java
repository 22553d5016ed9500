package dev.gatehouse.web.tryit.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.acts.AdministrativeAct;
import dev.gatehouse.web.security.control.Viewer;
import dev.gatehouse.web.tryit.entity.Answer;
import dev.gatehouse.web.tryit.entity.PolicyCase;
import dev.gatehouse.web.tryit.entity.Trial;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The saved cases. */
@ApplicationScoped
@Transactional
public class PolicyCases {

    /** All are run before a policy is published; more would take longer than anyone waits. */
    public static final int MOST = 200;

    static final String SAVED = "tryit.case-saved";
    static final String REMOVED = "tryit.case-removed";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Viewer viewer;

    @Inject
    private Clock clock;

    @Inject
    private Event<AdministrativeAct> acts;

    /** By name. */
    public List<PolicyCase> all() {
        return entities.createQuery("select c from PolicyCase c order by c.name, c.id", PolicyCase.class)
                .setMaxResults(MOST)
                .getResultList();
    }

    /** @throws GatehouseException {@code INVALID_VALUE} for a name or an input that cannot be kept */
    public void save(String typedName, Trial trial, Answer expected) {
        viewer.requireAdministrator();
        String name = typedName == null ? "" : typedName.strip();
        if (name.isEmpty() || name.length() > PolicyCase.MAX_NAME) {
            throw invalid("Give the case a name of up to " + PolicyCase.MAX_NAME + " characters.");
        }
        if (trial.call().input().toString().length() > PolicyCase.MAX_INPUT) {
            throw invalid("The input is too long to be kept as a case.");
        }
        long there = entities.createQuery("select count(c) from PolicyCase c", Long.class)
                .getSingleResult();
        if (there >= MOST) {
            throw invalid("There are " + MOST + " cases already. Remove one first.");
        }
        entities.persist(new PolicyCase(name, trial, expected, viewer.actor().name(), clock.instant()));
        acts.fire(new AdministrativeAct(viewer.actor(), SAVED, name, Map.of("expected", expected.name())));
    }

    /** Does nothing if it is gone already. */
    public void remove(UUID id) {
        viewer.requireAdministrator();
        PolicyCase found = entities.find(PolicyCase.class, id.toString());
        if (found != null) {
            entities.remove(found);
            acts.fire(new AdministrativeAct(viewer.actor(), REMOVED, found.name(), Map.of()));
        }
    }

    private static GatehouseException invalid(String detail) {
        return new GatehouseException(ProblemCode.INVALID_VALUE, detail);
    }
}
