package dev.gatehouse.web.policy.boundary;

import dev.gatehouse.contract.SessionSummary;
import java.time.Instant;
import java.util.List;

/**
 * One running Claude and how far it is with the policy.
 *
 * @param revision of the grant it has
 */
public record LiveWorker(
        String session,
        String owner,
        String mode,
        long version,
        long revision,
        String phase,
        String badge,
        String since,
        String detail,
        List<String> calls) {

    static LiveWorker of(SessionSummary session, String owner, String mode, Instant now) {
        var grant = session.grant();
        return new LiveWorker(
                session.session().toString(),
                owner,
                mode,
                grant.policyVersion(),
                grant.revision(),
                PolicyTexts.phase(grant.phase()),
                PolicyTexts.badge(grant.phase()),
                PolicyTexts.span(grant.since(), now),
                grant.detail().orElse(""),
                session.runningCalls().stream()
                        .map(call -> call.tool() + ", since "
                                + PolicyTexts.span(call.since(), now).replace(" ago", ""))
                        .toList());
    }
}
