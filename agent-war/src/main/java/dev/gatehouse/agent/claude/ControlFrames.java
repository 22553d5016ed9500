package dev.gatehouse.agent.claude;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

/** Reads the {@link ControlFrame} family. */
final class ControlFrames {

    private ControlFrames() {}

    static ControlFrame request(JsonObject line) {
        String id = Json.text(line, "request_id");
        JsonObject request = Json.child(line, "request");
        String subtype = Json.text(request, "subtype");
        return switch (subtype) {
            case "can_use_tool" -> canUseTool(id, request);
            case "hook_callback" ->
                new ControlFrame.HookCallback(
                        id,
                        Json.text(request, "callback_id"),
                        Json.child(request, "input"),
                        Json.string(request, "tool_use_id"),
                        request);
            default -> new ControlFrame.Refused(id, subtype, request);
        };
    }

    static ControlFrame response(JsonObject line) {
        JsonObject response = Json.child(line, "response");
        return new ControlFrame.Response(
                Json.text(response, "request_id"), "success".equals(Json.text(response, "subtype")), response);
    }

    /** In the form that settings take; 2.1.330 sends the tool apart from the rest, and older ones sent a text. */
    private static String rule(JsonValue rule) {
        return switch (rule) {
            case JsonString text -> text.getString();
            case JsonObject parts
            when parts.containsKey("tool_name") ->
                Json.text(parts, "tool_name")
                        + Json.string(parts, "rule_content")
                                .map(content -> "(" + content + ")")
                                .orElse("");
            default -> rule.toString();
        };
    }

    private static ControlFrame canUseTool(String id, JsonObject request) {
        return new ControlFrame.CanUseTool(
                id,
                Json.text(request, "tool_name"),
                Json.string(request, "display_name"),
                Json.child(request, "input"),
                Json.text(request, "tool_use_id"),
                Json.string(request, "title"),
                Json.string(request, "description"),
                Json.objects(request, "permission_suggestions"),
                Json.string(request, "blocked_path"),
                Json.string(request, "decision_reason"),
                Json.string(request, "decision_reason_type"),
                Json.string(request, "decision_reason_rule_source"),
                FrameParser.value(request, "matched_ask_rule").map(ControlFrames::rule),
                Json.string(request, "agent_id"),
                Json.string(request, "mcp_server"),
                Json.flag(request, "requires_user_interaction"),
                Json.flag(request, "suppress_always_allow_rule"),
                request);
    }
}
