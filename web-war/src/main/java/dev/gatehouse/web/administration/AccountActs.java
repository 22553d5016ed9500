package dev.gatehouse.web.administration;

/** The acts of this component, as the audit names them. */
final class AccountActs {

    static final String CREATED = "accounts.created";
    static final String PASSWORD_RESET = "accounts.password-reset";
    static final String DISABLED = "accounts.disabled";
    static final String ENABLED = "accounts.enabled";
    static final String ROLE_CHANGED = "accounts.role-changed";

    static final String GROUP_CREATED = "groups.created";
    static final String GROUP_RENAMED = "groups.renamed";
    static final String GROUP_DELETED = "groups.deleted";
    static final String PERSON_ADDED = "groups.person-added";
    static final String PERSON_REMOVED = "groups.person-removed";

    static final String SESSION_STOPPED = "sessions.stopped";

    private AccountActs() {}
}
