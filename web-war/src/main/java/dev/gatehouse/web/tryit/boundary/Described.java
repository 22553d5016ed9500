package dev.gatehouse.web.tryit.boundary;

import dev.gatehouse.contract.ToolDecision;
import dev.gatehouse.contract.Verdict;
import dev.gatehouse.web.sessions.ModeText;
import dev.gatehouse.web.tryit.control.Tried;
import dev.gatehouse.web.tryit.entity.Answer;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A result in words for a person who does not know Claude Code.
 *
 * @param headline what happens
 * @param why what decided; "" if there is nothing to say
 * @param rule the rule that decided; "" if none is known
 * @param derived whether the rule was found by trying
 * @param said Claude Code's own words; ""
 * @param branches what it depends on, and what then
 */
public record Described(
        Answer answer, String headline, String why, String rule, boolean derived, String said, List<Branch> branches)
        implements Serializable {

    /** @param condition when it goes this way */
    public record Branch(String condition, Answer answer) implements Serializable {}

    static Described of(Tried tried) {
        return switch (tried) {
            case Tried.ModeNotGranted none ->
                new Described(
                        none.answer(),
                        "It does not come to that: the mode "
                                + ModeText.of(none.trial().mode()).label() + " is not granted to this person.",
                        none.why(),
                        "",
                        false,
                        "",
                        List.of());
            case Tried.Judged judged -> of(judged.verdict());
        };
    }

    private static Described of(Verdict verdict) {
        Optional<ToolDecision> decision = verdict.decision();
        return new Described(
                Answer.of(verdict.outcome()),
                headline(verdict),
                decision.map(Described::why).orElse(""),
                decision.flatMap(ToolDecision::rule).orElse(""),
                decision.map(ToolDecision::derived).orElse(false),
                decision.flatMap(ToolDecision::reason).or(verdict::detail).orElse(""),
                verdict.branches().stream()
                        .map(branch -> new Branch(branch.condition(), Answer.of(branch.outcome())))
                        .toList());
    }

    private static String headline(Verdict verdict) {
        return switch (verdict.outcome()) {
            case RUNS -> "It runs without a question.";
            case ASKS -> "A person is asked first.";
            case DENIED -> "It is refused without a question.";
            case DEPENDS -> "It depends on what the model service's safety check finds.";
            case INVALID -> "The call cannot be made like this, so nothing is decided.";
        };
    }

    private static String why(ToolDecision decision) {
        return switch (decision.step()) {
            case DENY_RULE -> "A deny rule forbids it.";
            case ASK_RULE -> "An ask rule wants a person to be asked; in the mode Don't ask that means a refusal.";
            case SAFETY_CHECK -> "Claude Code protects this by itself, in every mode and against every allow rule.";
            case MODE -> "No rule decides; the mode does.";
            case ALLOW_RULE ->
                decision.rule().isPresent() ? "An allow rule lets it run." : "Several allow rules together let it run.";
            case SESSION_RULE -> "A person allowed it for the session.";
            case PERSON -> "A person decides.";
            case TIMEOUT -> "Nobody answers in time.";
            case UNWATCHED -> "Nobody watches.";
            case CLASSIFIER -> "The model service's safety check decides.";
            case HOOK -> "A hook of Gatehouse's own decides.";
            case FREEZE -> "All action is stopped by an administrator.";
            case INTERRUPTED -> "The turn ended first.";
            case UNKNOWN -> "Claude Code does not say what decided.";
        };
    }
}
