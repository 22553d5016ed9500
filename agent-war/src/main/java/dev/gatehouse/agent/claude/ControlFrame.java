package dev.gatehouse.agent.claude;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Requests of the CLI to its host (PROTOCOL §2). Answers to our own requests never reach the listener. */
public sealed interface ControlFrame extends CliFrame {

    /**
     * May this call run? Waits for ever; to be answered by the listener's owner with {@link ClaudeProcess#allow} or
     * {@link ClaudeProcess#deny}, or ended by {@link Cancel}.
     *
     * @param input exactly what would run
     * @param suggestions {@code permission_suggestions}
     * @param reasonType {@code decision_reason_type}: workingDir, safetyCheck, mode, rule, hook, classifier, other, …
     * @param matchedAskRule the ask rule that made it a question; 2.1.330 names only bare ones ({@code Bash}), for the
     *     others it says no more than reason type {@code rule}
     * @param agentId present when a subagent asks
     * @param suppressAlwaysAllow the CLI asks not to offer a lasting permission
     */
    record CanUseTool(
            String requestId,
            String toolName,
            Optional<String> displayName,
            JsonObject input,
            String toolUseId,
            Optional<String> title,
            Optional<String> description,
            List<JsonObject> suggestions,
            Optional<String> blockedPath,
            Optional<String> reason,
            Optional<String> reasonType,
            Optional<String> reasonRuleSource,
            Optional<String> matchedAskRule,
            Optional<String> agentId,
            Optional<String> mcpServer,
            boolean requiresUserInteraction,
            boolean suppressAlwaysAllow,
            JsonObject raw)
            implements ControlFrame {}

    /**
     * A hook we registered in {@code initialize} is due. To be answered by the listener's owner with
     * {@link ClaudeProcess#answerHook} or {@link ClaudeProcess#refuse}.
     */
    record HookCallback(
            String requestId, String callbackId, JsonObject input, Optional<String> toolUseId, JsonObject raw)
            implements ControlFrame {}

    /** Forget that request: it was withdrawn. */
    record Cancel(String requestId) implements ControlFrame {}

    /**
     * {@code mcp_message}, {@code elicitation}, {@code request_user_dialog} and whatever comes later.
     * {@link ClaudeProcess} has answered it with an error already, so that the CLI never waits for an answer that
     * nobody gives; the listener is only told.
     */
    record Refused(String requestId, String subtype, JsonObject raw) implements ControlFrame {}

    /** The answer to a request of ours; consumed by {@link ClaudeProcess}. */
    record Response(String requestId, boolean success, JsonObject raw) implements ControlFrame {}
}
