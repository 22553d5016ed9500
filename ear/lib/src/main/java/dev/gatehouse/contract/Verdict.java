package dev.gatehouse.contract;

import java.util.List;
import java.util.Optional;

/**
 * What Claude Code decides about one call.
 *
 * @param decision how it comes to that; empty where {@code outcome} is INVALID or DEPENDS
 * @param detail for a person: why there is no decision
 * @param branches the possible outcomes where {@code outcome} is DEPENDS
 */
public record Verdict(
        Outcome outcome, Optional<ToolDecision> decision, Optional<String> detail, List<Branch> branches) {

    public Verdict {
        branches = List.copyOf(branches);
    }

    public enum Outcome {
        /** Without a question. */
        RUNS,
        /** A person is asked. */
        ASKS,
        /** Refused without a question. */
        DENIED,
        /** The safety check of the model service decides, which a dry run cannot ask. */
        DEPENDS,
        /** The call fails before anything is decided: no such tool, not in this mode, an input that cannot be. */
        INVALID
    }

    /**
     * One way it may go.
     *
     * @param condition for a person to read
     */
    public record Branch(String condition, Outcome outcome, Optional<ToolDecision> decision) {}
}
