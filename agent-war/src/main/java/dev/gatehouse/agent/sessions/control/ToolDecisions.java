package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.MessageFrame.ToolResultMeta;
import dev.gatehouse.agent.claude.SessionFrame.PermissionDenied;
import dev.gatehouse.agent.permissions.RuleText;
import dev.gatehouse.agent.sessions.entity.SessionMemory;
import dev.gatehouse.contract.AgentEvent.PermissionResolved;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.contract.ToolDecision;
import dev.gatehouse.contract.ToolDecision.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What decided each tool call of one worker. The CLI tells of every call's decision with its result
 * ({@code tool_result_meta}, measured on 2.1.330 in all six modes), of refusals also by {@code permission_denied}; what
 * a person, the time or a freeze decided is known here better. It names no rule: one that is told is the only one that
 * can have been it, and is marked as derived.
 */
final class ToolDecisions {

    private final SessionMemory memory;
    private final Supplier<Rules> inForce;
    private final Map<String, PermissionDenied> refused = new HashMap<>();

    /** @param inForce the rules the worker has proved last */
    ToolDecisions(SessionMemory memory, Supplier<Rules> inForce) {
        this.memory = memory;
        this.inForce = inForce;
    }

    void refused(PermissionDenied denied) {
        refused.put(denied.toolUseId(), denied);
    }

    /** @param error whether the result is an error, for calls that the CLI says nothing about */
    ToolDecision of(String toolUseId, Optional<ToolResultMeta> meta, boolean error) {
        PermissionDenied denied = refused.remove(toolUseId);
        Optional<PermissionResolved> answer = memory.resolutionOfTool(toolUseId);
        if (answer.isPresent()) {
            Optional<ToolDecision> ours = answered(answer.get());
            if (ours.isPresent()) {
                return ours.get();
            }
        }
        String tool = memory.toolName(toolUseId).orElse("");
        if (meta.isPresent() && meta.get().decision().isPresent()) {
            Optional<String> reason =
                    meta.get().reasonType().or(() -> Optional.ofNullable(denied).flatMap(PermissionDenied::reasonType));
            return meta.get().accepted()
                    ? accepted(tool, meta.get().source().orElse(""), reason)
                    : rejected(tool, meta.get().source().orElse(""), reason);
        }
        if (denied != null) {
            return rejected(tool, "config", denied.reasonType());
        }
        return unsaid(tool, error);
    }

    /** The worker ended while the call was at work or in question. */
    static ToolDecision interrupted(boolean asked) {
        return new ToolDecision(!asked, Step.INTERRUPTED, Optional.empty(), Optional.empty(), false);
    }

    private static Optional<ToolDecision> answered(PermissionResolved answer) {
        return switch (answer.resolution()) {
            case ALLOWED_ONCE, ALLOWED_FOR_SESSION, ANSWERED, ACCEPTED ->
                Optional.of(plain(true, Step.PERSON, Optional.empty()));
            case DENIED, REJECTED -> Optional.of(plain(false, Step.PERSON, answer.message()));
            case TIMED_OUT -> Optional.of(plain(false, Step.TIMEOUT, answer.message()));
            case UNWATCHED -> Optional.of(plain(false, Step.UNWATCHED, answer.message()));
            case FROZEN -> Optional.of(plain(false, Step.FREEZE, answer.message()));
            case WITHDRAWN -> Optional.of(plain(false, Step.INTERRUPTED, answer.message()));
            case LOST -> Optional.empty();
        };
    }

    private ToolDecision accepted(String tool, String source, Optional<String> reason) {
        if (source.startsWith("user")) {
            return plain(true, Step.PERSON, reason);
        }
        return switch (reason.orElse("mode")) {
            case "mode", "workingDir" -> plain(true, Step.MODE, reason);
            case "classifier" -> plain(true, Step.CLASSIFIER, reason);
            case "hook" -> plain(true, Step.HOOK, reason);
            case "rule" -> byRule(true, tool, inForce.get().allow(), allowStep(), reason);
            // a command's parts: read-only ones run by the mode, others by a rule, and it does not say which
            case "subcommandResults" ->
                inForce.get().allow().stream().noneMatch(rule -> RuleText.speaksOf(rule, tool))
                        ? plain(true, Step.MODE, reason)
                        : plain(true, Step.UNKNOWN, reason);
            default -> plain(true, Step.UNKNOWN, reason);
        };
    }

    private ToolDecision rejected(String tool, String source, Optional<String> reason) {
        if (memory.grant().frozen().isPresent()) {
            return plain(false, Step.FREEZE, memory.grant().frozen());
        }
        if (source.equals("user_reject")) {
            return plain(false, Step.PERSON, reason);
        }
        if (source.startsWith("user")) {
            return plain(false, Step.INTERRUPTED, reason);
        }
        return switch (reason.orElse("")) {
            case "mode", "workingDir", "asyncAgent" -> plain(false, Step.MODE, reason);
            case "safetyCheck" -> plain(false, Step.SAFETY_CHECK, reason);
            case "classifier" -> plain(false, Step.CLASSIFIER, reason);
            case "hook" -> plain(false, Step.HOOK, reason);
            case "rule", "subcommandResults" ->
                inForce.get().deny().stream().anyMatch(rule -> RuleText.speaksOf(rule, tool))
                        ? byRule(false, tool, inForce.get().deny(), Step.DENY_RULE, reason)
                        : plain(false, reason.get().equals("rule") ? Step.DENY_RULE : Step.SAFETY_CHECK, reason);
            default -> plain(false, Step.UNKNOWN, reason);
        };
    }

    /** A bare deny rule takes the tool away, and the CLI then only says that there is no such tool (PROTOCOL §5). */
    private ToolDecision unsaid(String tool, boolean error) {
        if (error && memory.grant().frozen().isPresent()) {
            return plain(false, Step.FREEZE, memory.grant().frozen());
        }
        Optional<String> bare = inForce.get().deny().stream()
                .filter(rule -> rule.equals(tool) || rule.equals("*"))
                .findFirst();
        if (error && bare.isPresent()) {
            return new ToolDecision(false, Step.DENY_RULE, Optional.empty(), bare, true);
        }
        return plain(!error, Step.UNKNOWN, Optional.empty());
    }

    private Step allowStep() {
        return memory.rules().isEmpty() ? Step.ALLOW_RULE : Step.UNKNOWN;
    }

    private ToolDecision byRule(boolean allowed, String tool, List<String> rules, Step step, Optional<String> reason) {
        Optional<String> sole = RuleText.soleFor(tool, rules);
        boolean ofSession = sole.filter(memory.rules()::contains).isPresent();
        Step known = sole.isEmpty() ? step : ofSession ? Step.SESSION_RULE : allowed ? Step.ALLOW_RULE : step;
        return new ToolDecision(allowed, known, reason, sole, sole.isPresent());
    }

    private static ToolDecision plain(boolean allowed, Step step, Optional<String> reason) {
        return new ToolDecision(allowed, step, reason, Optional.empty(), false);
    }
}
