package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.acts.AdministrativeAct;
import dev.gatehouse.web.policy.entity.PolicyDraft;
import dev.gatehouse.web.policy.entity.PolicyVersion;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The one draft that all administrators share. Whoever changes it says which state they have seen: of two at once the
 * second is told, and nobody's work is overwritten unseen.
 */
@ApplicationScoped
@Transactional
public class PolicyDrafts {

    /** What somebody has seen who has seen no draft. */
    public static final long NONE = 0;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Viewer viewer;

    @Inject
    private PolicyVersions versions;

    @Inject
    private Clock clock;

    @Inject
    private Event<AdministrativeAct> acts;

    /** For whoever may read the console. */
    public Optional<PolicyDraft> present() {
        viewer.requireAuditor();
        return Optional.ofNullable(entities.find(PolicyDraft.class, PolicyDraft.ONLY));
    }

    /**
     * A text with errors may be saved; it cannot be published.
     *
     * @param seen {@link PolicyDraft#version} of the draft that was edited, {@link #NONE} if there was none
     * @param basedOn the version in force that the writer has seen
     * @throws GatehouseException {@code CONFLICT} if either has changed
     */
    public PolicyDraft save(String text, long seen, long basedOn) {
        viewer.requireAdministrator();
        if (text == null || text.length() > PolicyText.MAX_BYTES) {
            throw new GatehouseException(
                    ProblemCode.INVALID_VALUE, "A policy may have " + PolicyText.MAX_BYTES / 1024 + " KB.");
        }
        PolicyDraft draft = draft(seen, basedOn);
        draft.write(text, viewer.actor(), clock.instant());
        tell(PolicyActs.DRAFTED, draft, Map.of());
        return draft;
    }

    /** Makes the text of an earlier version the draft, whatever the draft says. */
    public PolicyDraft takeBack(PolicyVersion earlier, long seen, long basedOn) {
        viewer.requireAdministrator();
        PolicyDraft draft = draft(seen, basedOn);
        draft.takeBack(earlier, viewer.actor(), clock.instant());
        tell(PolicyActs.DRAFTED, draft, Map.of("rolled-back-to", Long.toString(earlier.number())));
        return draft;
    }

    public void discard(long seen) {
        viewer.requireAdministrator();
        PolicyDraft draft = require(seen);
        tell(PolicyActs.DISCARDED, draft, Map.of("author", draft.author().name()));
        remove(draft);
    }

    /** @throws GatehouseException {@code FORBIDDEN} for its author, {@code POLICY_INVALID} */
    public void approve(long seen, KnownNames names) {
        viewer.requireAdministrator();
        PolicyDraft draft = require(seen);
        if (draft.author().account().equals(viewer.actor().account())) {
            throw new GatehouseException(
                    ProblemCode.FORBIDDEN, "You wrote this draft. Another administrator has to approve it.");
        }
        PolicyText.read(draft.document(), names).require();
        draft.approve(viewer.actor());
        tell(PolicyActs.APPROVED, draft, Map.of("author", draft.author().name()));
    }

    /** Locked until the transaction ends. @throws GatehouseException {@code CONFLICT} */
    PolicyDraft require(long seen) {
        PolicyDraft draft = locked().orElseThrow(this::gone);
        if (draft.version() != seen) {
            throw new GatehouseException(
                    ProblemCode.CONFLICT,
                    draft.author().name() + " has changed the draft in the meantime. Reload the page to see it; copy"
                            + " your text first.");
        }
        return draft;
    }

    void remove(PolicyDraft draft) {
        entities.remove(draft);
        entities.flush();
    }

    private PolicyDraft draft(long seen, long basedOn) {
        requireInForce(basedOn);
        if (seen != NONE) {
            return require(seen);
        }
        locked().ifPresent(other -> {
            throw new GatehouseException(
                    ProblemCode.CONFLICT,
                    other.author().name() + " has begun a draft in the meantime. Reload the page to see it; copy your"
                            + " text first.");
        });
        var draft = new PolicyDraft(basedOn, clock.millis());
        entities.persist(draft);
        return draft;
    }

    void requireInForce(long seen) {
        PolicyVersion inForce = versions.inForce();
        if (inForce.number() != seen) {
            throw new GatehouseException(
                    ProblemCode.CONFLICT,
                    inForce.publisher().name() + " has published version " + inForce.number()
                            + " in the meantime. Reload the page and look at what changed; copy your text first.");
        }
    }

    private GatehouseException gone() {
        return new GatehouseException(
                ProblemCode.CONFLICT,
                "There is no draft any more. Version " + versions.inForce().number() + " by "
                        + versions.inForce().publisher().name() + " is in force now. Reload the page.");
    }

    private Optional<PolicyDraft> locked() {
        return Optional.ofNullable(entities.find(PolicyDraft.class, PolicyDraft.ONLY, LockModeType.PESSIMISTIC_WRITE));
    }

    private void tell(String act, PolicyDraft draft, Map<String, String> details) {
        acts.fire(new AdministrativeAct(viewer.actor(), act, "based on " + draft.basedOn(), details));
    }
}
