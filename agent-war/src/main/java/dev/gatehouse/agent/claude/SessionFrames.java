package dev.gatehouse.agent.claude;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/** Reads the {@link SessionFrame} family. */
final class SessionFrames {

    private static final Set<String> ASIDES = Set.of(
            "keep_alive",
            "auth_status",
            "tool_use_summary",
            "ui_invalidate",
            "prompt_suggestion",
            "system/ui_invalidate",
            "control_request_progress",
            "system/control_request_progress",
            "system/hook_started",
            "system/hook_progress",
            "system/hook_response");

    private SessionFrames() {}

    static Optional<CliFrame> topLevel(String type, JsonObject line) {
        return switch (type) {
            case "command_lifecycle" ->
                Optional.of(
                        new SessionFrame.CommandLifecycle(Json.text(line, "command_uuid"), Json.text(line, "state")));
            case "rate_limit_event" -> Optional.of(rateLimit(Json.child(line, "rate_limit_info")));
            case "tool_progress" ->
                Optional.of(new SessionFrame.ToolProgress(
                        Json.text(line, "tool_name"),
                        Json.string(line, "parent_tool_use_id"),
                        Json.decimal(line, "elapsed_time_seconds")));
            default -> aside(type, line);
        };
    }

    static Optional<CliFrame> system(String subtype, JsonObject line) {
        return switch (subtype) {
            case "init" -> Optional.of(init(line));
            case "status" -> Optional.of(status(line));
            case "session_state_changed" -> Optional.of(new SessionFrame.StateChanged(Json.text(line, "state")));
            case "permission_denied" -> Optional.of(denied(line));
            case "api_retry" -> Optional.of(retry(line));
            case "compact_boundary" -> Optional.of(compacted(Json.child(line, "compact_metadata")));
            case "informational" ->
                Optional.of(new SessionFrame.Informational(
                        Json.text(line, "content"),
                        Json.string(line, "level"),
                        Json.flag(line, "prevent_continuation")));
            case "peer_message_hold" -> Optional.of(new SessionFrame.PeerMessageHold(line));
            case "session_title_changed" -> Optional.of(new SessionFrame.TitleChanged(Json.text(line, "title")));
            case "thinking_tokens" -> Optional.of(new SessionFrame.ThinkingTokens(line));
            case "command_lifecycle" -> topLevel(subtype, line);
            default -> aside("system/" + subtype, line);
        };
    }

    private static Optional<CliFrame> aside(String type, JsonObject line) {
        return ASIDES.contains(type) ? Optional.of(new SessionFrame.Aside(type, line)) : Optional.empty();
    }

    private static SessionFrame init(JsonObject line) {
        return new SessionFrame.Init(
                Json.text(line, "session_id"),
                Json.text(line, "cwd"),
                Json.text(line, "model"),
                Json.text(line, "permissionMode"),
                Json.text(line, "claude_code_version"),
                Json.strings(line, "tools"),
                Json.string(line, "apiKeySource"),
                line);
    }

    private static SessionFrame status(JsonObject line) {
        return new SessionFrame.Status(
                Json.string(line, "status"),
                Json.string(line, "permissionMode"),
                Json.strings(line, "user_message_uuids"),
                Json.string(line, "compact_result"),
                Json.string(line, "compact_error"));
    }

    private static SessionFrame denied(JsonObject line) {
        return new SessionFrame.PermissionDenied(
                Json.text(line, "tool_name"),
                Json.text(line, "tool_use_id"),
                Json.string(line, "decision_reason_type"),
                Json.string(line, "decision_reason_code"),
                Json.text(line, "message"),
                Json.string(line, "agent_id"));
    }

    private static SessionFrame retry(JsonObject line) {
        return new SessionFrame.ApiRetry(
                (int) Json.number(line, "attempt"),
                (int) Json.number(line, "max_retries"),
                Math.round(Json.decimal(line, "retry_delay_ms")),
                Json.integer(line, "error_status"),
                Json.text(line, "error"));
    }

    private static SessionFrame compacted(JsonObject metadata) {
        return new SessionFrame.CompactBoundary(
                Json.text(metadata, "trigger"),
                Json.number(metadata, "pre_tokens"),
                Json.number(metadata, "post_tokens"));
    }

    private static SessionFrame rateLimit(JsonObject info) {
        return new SessionFrame.RateLimit(
                Json.text(info, "status"),
                Json.string(info, "rateLimitType"),
                info.get("utilization") instanceof JsonNumber share
                        ? Optional.of(share.doubleValue())
                        : Optional.empty(),
                info);
    }
}
