package dev.gatehouse.web.accounts.entity;

/** As what someone belongs to a group. */
public enum Capacity {
    /** The policy of the group holds for the person. */
    MEMBER,
    /** Answers the members' questions where the policy lets approvers answer. */
    APPROVER
}
