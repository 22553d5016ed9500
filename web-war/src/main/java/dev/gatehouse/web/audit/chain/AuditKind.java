package dev.gatehouse.web.audit.chain;

/** What a row of the audit is about. Names are stored: never rename one. */
public enum AuditKind {
    TOOL_STARTED("Tool call begun", true),
    TOOL_FINISHED("Tool call", true),
    QUESTION_ASKED("Question asked", true),
    QUESTION_ENDORSED("First of two allowed", true),
    QUESTION_RESOLVED("Question resolved", true),
    SESSION_STARTED("Session started", false),
    SESSION_FAILED("Session cannot go on", false),
    SESSION_ENDED("Session deleted", false),
    WORKER_STARTED("Worker started", false),
    WORKER_ENDED("Worker ended", false),
    WORKER_QUARANTINED("Worker quarantined", false),
    MODE_CHANGED("Mode changed", false),
    GRANT_CHANGED("Grant changed", false),
    GRANT_CONFIRMED("Grant in force", false),
    SESSION_RULE_ADDED("Session rule added", false),
    SESSION_RULE_REVOKED("Session rule revoked", false),
    EVENT_UNREADABLE("Unreadable event", false),
    ADMINISTRATION("Administration", false),
    SIGNED_IN("Signed in", false),
    SIGN_IN_REFUSED("Sign-in refused", false),
    SIGNED_OUT("Signed out", false),
    TOKEN_REFUSED("Service token refused", false),
    AUDIT_EXPORTED("Audit exported", false),
    AUDIT_VERIFIED("Audit verified", false),
    /** The detail names the rows whose content was taken away. */
    AUDIT_REDACTED("Audit redacted", false),
    /** {@code ref} is the last row that was removed, {@code ruleText} its mac. */
    AUDIT_PRUNED("Audit shortened", false);

    private final String label;
    private final boolean holdsInput;

    AuditKind(String label, boolean holdsInput) {
        this.label = label;
        this.holdsInput = holdsInput;
    }

    public String label() {
        return label;
    }

    /** Whether its content may hold what a person or Claude typed, and so falls under redaction. */
    public boolean holdsInput() {
        return holdsInput;
    }
}
