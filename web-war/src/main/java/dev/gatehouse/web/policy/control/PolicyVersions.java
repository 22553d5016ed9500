package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.configuration.ShippedSettings;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.policy.entity.PolicyVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** All versions of the policy. Who may call is checked by the caller. */
@ApplicationScoped
@Transactional
public class PolicyVersions {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private ShippedSettings settings;

    @Inject
    private Clock clock;

    @Inject
    private Revisions revisions;

    @Inject
    private Event<GrantsAffected> affected;

    /** The last that was read; a version never changes. */
    private volatile Parsed parsed;

    private record Parsed(long number, PolicyDocument document) {}

    public PolicyVersion inForce() {
        return last().orElseThrow(() -> new IllegalStateException("no policy is in force"));
    }

    public PolicyDocument document(PolicyVersion version) {
        Parsed known = parsed;
        if (known == null || known.number() != version.number()) {
            known = new Parsed(version.number(), PolicyText.trusted(version.document()));
            parsed = known;
        }
        return known.document();
    }

    /** @throws GatehouseException {@code NOT_FOUND} */
    public PolicyVersion require(long number) {
        return Optional.ofNullable(entities.find(PolicyVersion.class, number))
                .orElseThrow(() -> new GatehouseException(
                        ProblemCode.NOT_FOUND, "There is no version " + number + " of the policy."));
    }

    /** Newest first. */
    public List<PolicyVersion> page(int first, int size) {
        return entities.createQuery("select v from PolicyVersion v order by v.number desc", PolicyVersion.class)
                .setFirstResult(first)
                .setMaxResults(size)
                .getResultList();
    }

    public long count() {
        return entities.createQuery("select count(v) from PolicyVersion v", Long.class)
                .getSingleResult();
    }

    /** Puts it in force; the number is its own, so of two at once one fails. */
    void add(PolicyVersion version) {
        entities.persist(version);
        entities.flush();
        affected.fire(GrantsAffected.EVERYBODYS);
    }

    /** Until somebody publishes a policy, what is configured is in force, also when it was changed since. */
    public void followConfiguration() {
        String configured = PolicyJson.write(ShippedPolicy.of(settings));
        Optional<PolicyVersion> last = last();
        if (last.isEmpty()) {
            atStart(new PolicyVersion(0, configured, "As shipped.", clock.instant()));
        } else if (last.get().ofConfiguration() && !last.get().document().equals(configured)) {
            long next = last.get().number() + 1;
            atStart(new PolicyVersion(next, configured, "The portal's configuration was changed.", clock.instant()));
        }
    }

    /** Nobody can be told yet: who would be waits for this. */
    private void atStart(PolicyVersion version) {
        entities.persist(version);
        revisions.raise(GrantsAffected.EVERYBODYS);
    }

    private Optional<PolicyVersion> last() {
        return page(0, 1).stream().findFirst();
    }
}
