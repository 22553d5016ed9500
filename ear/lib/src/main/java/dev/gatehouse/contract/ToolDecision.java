package dev.gatehouse.contract;

import java.util.Optional;

/**
 * How it was decided whether a tool call runs.
 *
 * @param allowed whether it was let run; whether it then worked is another matter
 * @param step what decided
 * @param reason in the CLI's words, or the person's
 * @param rule the rule that decided, where it is known
 * @param derived whether {@code rule} was found by trying and not reported: the CLI names it for ask rules only (DIFF,
 *     addendum)
 */
public record ToolDecision(
        boolean allowed, Step step, Optional<String> reason, Optional<String> rule, boolean derived) {

    /** In the order in which Claude Code looks (PROTOCOL 5). */
    public enum Step {
        DENY_RULE,
        /** An ask rule wanted an answer and nobody could be asked, as in {@code dontAsk}. */
        ASK_RULE,
        /** What the CLI protects in every mode, e.g. {@code .git/hooks}. */
        SAFETY_CHECK,
        /** The permission mode, without any rule. */
        MODE,
        ALLOW_RULE,
        /** Allowed for this session by a person, earlier. */
        SESSION_RULE,
        PERSON,
        /** Nobody answered in time. */
        TIMEOUT,
        /** Nobody watched, and the policy denies then. */
        UNWATCHED,
        /** The model service's own check ({@code auto}). */
        CLASSIFIER,
        /** A hook of Gatehouse's own. */
        HOOK,
        /** All action is stopped by an administrator. */
        FREEZE,
        /** The turn or the worker ended first. */
        INTERRUPTED,
        /** The CLI did not say. */
        UNKNOWN
    }
}
