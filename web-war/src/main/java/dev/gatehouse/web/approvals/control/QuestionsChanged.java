package dev.gatehouse.web.approvals.control;

/** Something in an inbox is no longer as it was; whoever shows one looks again. */
public record QuestionsChanged() {}
