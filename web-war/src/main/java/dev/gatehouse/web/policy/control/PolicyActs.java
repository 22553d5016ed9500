package dev.gatehouse.web.policy.control;

/** The acts of this component, as the audit names them. */
final class PolicyActs {

    static final String DRAFTED = "policy.draft-changed";
    static final String DISCARDED = "policy.draft-discarded";
    static final String APPROVED = "policy.draft-approved";
    static final String PUBLISHED = "policy.published";
    static final String FROZEN = "policy.frozen";
    static final String THAWED = "policy.thawed";
    static final String STOPPED = "policy.session-stopped";

    private PolicyActs() {}
}
