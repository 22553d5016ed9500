package dev.gatehouse.web.approvals.entity;

/** What Claude asks for. */
public enum QuestionKind {
    /** Leave to use a tool. */
    PERMISSION,
    /** Leave to carry out a plan. */
    PLAN,
    /** Something about the work itself, which only the person can know. */
    QUESTION
}
