package dev.gatehouse.agent.claude;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** What the CLI says about the session and its own doings. */
public sealed interface SessionFrame extends CliFrame {

    /** At the start of every turn, not of the process; {@code sessionId} changes with {@code /clear}. */
    record Init(
            String sessionId,
            String cwd,
            String model,
            String permissionMode,
            String version,
            List<String> tools,
            Optional<String> apiKeySource,
            JsonObject raw)
            implements SessionFrame {}

    /**
     * @param status {@code requesting}, {@code compacting}; empty when it ended
     * @param permissionMode present when the mode has changed
     * @param userMessages {@code user_message_uuids}: the user messages the request that begins now answers
     * @param compactError present when a compaction failed
     */
    record Status(
            Optional<String> status,
            Optional<String> permissionMode,
            List<String> userMessages,
            Optional<String> compactResult,
            Optional<String> compactError)
            implements SessionFrame {}

    /** @param state {@code running}, {@code requires_action}, {@code idle} */
    record StateChanged(String state) implements SessionFrame {}

    /**
     * The fate of a user message that was sent with a uuid.
     *
     * @param state {@code queued}, {@code started}, {@code completed}, {@code cancelled}, …
     */
    record CommandLifecycle(String commandUuid, String state) implements SessionFrame {}

    /** A call refused without a question: by mode, rule or the service's own check. */
    record PermissionDenied(
            String toolName,
            String toolUseId,
            Optional<String> reasonType,
            Optional<String> reasonCode,
            String message,
            Optional<String> agentId)
            implements SessionFrame {}

    /** @param errorStatus HTTP status; empty for a connection that failed */
    record ApiRetry(int attempt, int maxRetries, long delayMillis, Optional<Integer> errorStatus, String error)
            implements SessionFrame {}

    record CompactBoundary(String trigger, long tokensBefore, long tokensAfter) implements SessionFrame {}

    record Informational(String content, Optional<String> level, boolean preventsContinuation)
            implements SessionFrame {}

    /** A message of another session is held back; with {@code crossSessionInbound:refuse} it never comes. */
    record PeerMessageHold(JsonObject raw) implements SessionFrame {}

    record TitleChanged(String title) implements SessionFrame {}

    record RateLimit(String status, Optional<String> limitType, Optional<Double> utilization, JsonObject info)
            implements SessionFrame {}

    record ThinkingTokens(JsonObject raw) implements SessionFrame {}

    record ToolProgress(String toolName, Optional<String> parent, double elapsedSeconds) implements SessionFrame {}

    /**
     * Known, and of no use to a session: refreshes of a user interface, progress of our own requests, hook and
     * authentication reports, keep-alives.
     *
     * @param type {@code type} or {@code type/subtype}
     */
    record Aside(String type, JsonObject raw) implements SessionFrame {}
}
