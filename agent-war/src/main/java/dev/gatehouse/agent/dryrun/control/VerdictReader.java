package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.agent.claude.ControlFrame.CanUseTool;
import dev.gatehouse.agent.claude.MessageFrame.ToolResultMeta;
import dev.gatehouse.agent.claude.SessionFrame.PermissionDenied;
import dev.gatehouse.contract.ToolDecision;
import dev.gatehouse.contract.ToolDecision.Step;
import dev.gatehouse.contract.Verdict;
import dev.gatehouse.contract.Verdict.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a verdict from what was observed (DIFF addendum, "dry run"). The CLI's words for reasons end here. */
final class VerdictReader {

    private static final int LONGEST_REASON = 500;

    private VerdictReader() {}

    static Verdict of(Observation seen) {
        if (seen.question().isPresent()) {
            return decided(Outcome.ASKS, asked(seen.question().get()));
        }
        Optional<String> decision = seen.meta().flatMap(ToolResultMeta::decision);
        if (decision.isEmpty() && seen.refusal().isEmpty()) {
            return new Verdict(
                    Outcome.INVALID,
                    Optional.empty(),
                    Optional.of(seen.result()
                            .map(VerdictReader::words)
                            .orElse("Claude Code ended the turn before it came to this call.")),
                    List.of());
        }
        if (decision.filter("accept"::equals).isPresent()) {
            return decided(Outcome.RUNS, ran(seen.meta().get()));
        }
        return decided(Outcome.DENIED, denied(seen));
    }

    /** Of a call that the model service did not check: whether it was refused just for that. */
    static boolean dependsOnCheck(Observation seen) {
        boolean accepted = seen.meta().filter(ToolResultMeta::accepted).isPresent();
        return seen.question().isEmpty()
                && !accepted
                && Stream.concat(
                                seen.refusal().flatMap(PermissionDenied::reasonType).stream(),
                                seen.meta().flatMap(ToolResultMeta::reasonType).stream())
                        .anyMatch("classifier"::equals);
    }

    private static Verdict decided(Outcome outcome, ToolDecision decision) {
        return new Verdict(outcome, Optional.of(decision), Optional.empty(), List.of());
    }

    private static ToolDecision asked(CanUseTool asked) {
        Step step = asked.matchedAskRule().isPresent()
                ? Step.ASK_RULE
                : switch (asked.reasonType().orElse("mode")) {
                    case "rule", "subcommandResults" -> Step.ASK_RULE;
                    case "safetyCheck" -> Step.SAFETY_CHECK;
                    case "classifier" -> Step.CLASSIFIER;
                    case "hook" -> Step.HOOK;
                    default -> Step.MODE;
                };
        return new ToolDecision(false, step, asked.reason().map(VerdictReader::words), asked.matchedAskRule(), false);
    }

    private static ToolDecision ran(ToolResultMeta meta) {
        Step step = switch (meta.reasonType().orElse("")) {
            case "rule" -> Step.ALLOW_RULE;
            case "mode" -> Step.MODE;
            case "classifier" -> Step.CLASSIFIER;
            case "hook" -> Step.HOOK;
            // of the parts of a command: each by a rule, or as it is harmless
            default -> Step.UNKNOWN;
        };
        return new ToolDecision(true, step, Optional.empty(), Optional.empty(), false);
    }

    private static ToolDecision denied(Observation seen) {
        Optional<String> reason = seen.refusal()
                .flatMap(PermissionDenied::reasonType)
                .or(() -> seen.meta().flatMap(ToolResultMeta::reasonType));
        Step step = switch (reason.orElse("")) {
            case "rule", "subcommandResults" -> Step.DENY_RULE;
            case "mode" -> Step.MODE;
            case "safetyCheck" -> Step.SAFETY_CHECK;
            case "classifier" -> Step.CLASSIFIER;
            case "hook" -> Step.HOOK;
            default -> Step.UNKNOWN;
        };
        Optional<String> words = seen.refusal().map(PermissionDenied::message).or(seen::result);
        return new ToolDecision(false, step, words.map(VerdictReader::words), Optional.empty(), false);
    }

    /** As a person needs it: without the advice that the CLI adds for the model. */
    private static String words(String text) {
        String plain = text.replaceAll("</?tool_use_error>", "")
                .split(" IMPORTANT: ", 2)[0]
                .strip();
        return plain.length() > LONGEST_REASON ? plain.substring(0, LONGEST_REASON) + "…" : plain;
    }
}
