package dev.gatehouse.web.audit.control;

import dev.gatehouse.web.audit.chain.AuditKind;
import java.util.Arrays;
import java.util.Set;

/** What one looks for in the audit, as people group it. */
public enum AuditTopic {
    EVERYTHING("Everything", AuditKind.values()),
    CALLS("Tool calls and what decided", AuditKind.TOOL_FINISHED),
    BEGUN("Tool calls begun", AuditKind.TOOL_STARTED),
    QUESTIONS(
            "Questions and answers",
            AuditKind.QUESTION_ASKED,
            AuditKind.QUESTION_ENDORSED,
            AuditKind.QUESTION_RESOLVED,
            AuditKind.SESSION_RULE_ADDED,
            AuditKind.SESSION_RULE_REVOKED),
    SESSIONS(
            "Sessions, modes and grants",
            AuditKind.SESSION_STARTED,
            AuditKind.SESSION_FAILED,
            AuditKind.SESSION_ENDED,
            AuditKind.WORKER_STARTED,
            AuditKind.WORKER_ENDED,
            AuditKind.WORKER_QUARANTINED,
            AuditKind.MODE_CHANGED,
            AuditKind.GRANT_CHANGED,
            AuditKind.GRANT_CONFIRMED,
            AuditKind.EVENT_UNREADABLE),
    ADMINISTRATION("Administration", AuditKind.ADMINISTRATION),
    SIGN_INS(
            "Sign-ins and refused tokens",
            AuditKind.SIGNED_IN,
            AuditKind.SIGN_IN_REFUSED,
            AuditKind.SIGNED_OUT,
            AuditKind.TOKEN_REFUSED),
    AUDIT(
            "The audit itself",
            AuditKind.AUDIT_EXPORTED,
            AuditKind.AUDIT_VERIFIED,
            AuditKind.AUDIT_REDACTED,
            AuditKind.AUDIT_PRUNED);

    private final String label;
    private final Set<AuditKind> kinds;

    AuditTopic(String label, AuditKind... kinds) {
        this.label = label;
        this.kinds = Set.copyOf(Arrays.asList(kinds));
    }

    public String label() {
        return label;
    }

    public Set<AuditKind> kinds() {
        return kinds;
    }
}
