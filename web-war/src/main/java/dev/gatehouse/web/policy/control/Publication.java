package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.acts.AdministrativeAct;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.policy.entity.PolicyDocument.Publishing;
import dev.gatehouse.web.policy.entity.PolicyDraft;
import dev.gatehouse.web.policy.entity.PolicyVersion;
import dev.gatehouse.web.security.control.ReAuthentication;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts a draft in force. What that takes is said by the policy in force, so that doing without a second person needs a
 * second person itself.
 */
@ApplicationScoped
@Transactional
public class Publication {

    @Inject
    private Viewer viewer;

    @Inject
    private ReAuthentication reAuthentication;

    @Inject
    private PolicyDrafts drafts;

    @Inject
    private PolicyVersions versions;

    @Inject
    private AccountNames names;

    @Inject
    @Any
    private Instance<PublicationGate> gates;

    @Inject
    private Clock clock;

    @Inject
    private Event<AdministrativeAct> acts;

    /** What publishing takes now. */
    public Publishing conditions() {
        viewer.requireAuditor();
        return versions.document(versions.inForce()).publishing();
    }

    /** What the saved cases and the like have against the text; empty if it may be published. */
    public List<String> objections(PolicyDocument next) {
        viewer.requireAuditor();
        return gates.stream().flatMap(gate -> gate.objectionsTo(next).stream()).toList();
    }

    /**
     * @param seen {@link PolicyDraft#version} of what the publisher has read
     * @return the version that is in force now
     * @throws GatehouseException {@code CONFLICT} if the draft or the version in force has changed,
     *     {@code POLICY_INVALID}, {@code FORBIDDEN} without the second person or the password given again,
     *     {@code INVALID_VALUE} without a reason
     */
    public PolicyVersion publish(long seen, String reason) {
        viewer.requireAdministrator();
        reAuthentication.require();
        String why = Reasons.require(reason);
        PolicyDraft draft = drafts.require(seen);
        drafts.requireInForce(draft.basedOn());
        PolicyDocument next = PolicyText.read(draft.document(), names).require();
        Publishing conditions = conditions();
        requireSecondPerson(conditions, draft);
        requireNoObjections(conditions, next);
        var version = new PolicyVersion(draft.basedOn() + 1, draft, viewer.actor(), why, clock.instant());
        drafts.remove(draft);
        versions.add(version);
        tell(version);
        return version;
    }

    private static void requireSecondPerson(Publishing conditions, PolicyDraft draft) {
        boolean second = draft.approver()
                .filter(approver -> !approver.account().equals(draft.author().account()))
                .isPresent();
        if (conditions.secondPerson() && !second) {
            throw new GatehouseException(
                    ProblemCode.FORBIDDEN,
                    "Another administrator than " + draft.author().name() + " has to approve this draft first.");
        }
    }

    private void requireNoObjections(Publishing conditions, PolicyDocument next) {
        List<String> objections = conditions.passingTests() ? objections(next) : List.of();
        if (!objections.isEmpty()) {
            throw new GatehouseException(ProblemCode.POLICY_INVALID, String.join("\n", objections));
        }
    }

    private void tell(PolicyVersion version) {
        Map<String, String> details = new TreeMap<>();
        details.put("reason", version.reason());
        details.put("author", version.author().name());
        version.approver().ifPresent(approver -> details.put("approver", approver.name()));
        version.rolledBackFrom().ifPresent(from -> details.put("rolled-back-to", Long.toString(from)));
        acts.fire(new AdministrativeAct(viewer.actor(), PolicyActs.PUBLISHED, "version " + version.number(), details));
    }
}
