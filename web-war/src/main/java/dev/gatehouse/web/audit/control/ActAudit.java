package dev.gatehouse.web.audit.control;

import dev.gatehouse.web.acts.AdministrativeAct;
import dev.gatehouse.web.audit.chain.AuditDraft;
import dev.gatehouse.web.audit.chain.AuditKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.util.List;

/**
 * Records what people do to the portal, in the transaction in which they do it: what cannot be recorded is not done.
 */
@ApplicationScoped
public class ActAudit {

    private static final int MAX_VALUE = 4000;
    private static final int MOST_DETAILS = 50;

    @Inject
    private AuditTrail trail;

    @Inject
    private Clock clock;

    void acted(@Observes AdministrativeAct act) {
        trail.append(List.of(row(act)));
    }

    private AuditDraft row(AdministrativeAct act) {
        JsonObjectBuilder detail =
                Json.createObjectBuilder().add("actor", cut(act.actor().name()));
        if (!act.subject().isEmpty()) {
            detail.add("subject", cut(act.subject()));
        }
        act.details().entrySet().stream()
                .limit(MOST_DETAILS)
                .forEach(each -> detail.add(each.getKey(), cut(each.getValue())));
        return new AuditDraft(kind(act.act()), clock.instant())
                .actor(act.actor().account().orElse(null))
                .ref(act.act())
                .content(
                        act.subject().isEmpty() ? act.actor().name() : act.subject(),
                        ToolInput.bounded(detail.build()));
    }

    /** Signing in and out are acts too, and looked for by themselves. */
    static AuditKind kind(String act) {
        return switch (act) {
            case "sign-in.ok" -> AuditKind.SIGNED_IN;
            case "sign-in.failed", "sign-in.throttled" -> AuditKind.SIGN_IN_REFUSED;
            case "sign-in.out" -> AuditKind.SIGNED_OUT;
            default -> AuditKind.ADMINISTRATION;
        };
    }

    private static String cut(String text) {
        return text.length() > MAX_VALUE ? text.substring(0, MAX_VALUE) + "…" : text;
    }
}
