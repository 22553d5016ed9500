package dev.gatehouse.agent.claude;

import jakarta.json.JsonObject;

/** Reads the result of a turn. */
final class ResultFrames {

    private ResultFrames() {}

    static MessageFrame.Result parse(JsonObject line) {
        return new MessageFrame.Result(
                Json.text(line, "subtype"),
                Json.flag(line, "is_error"),
                Json.integer(line, "api_error_status"),
                Json.string(line, "api_error_type"),
                Json.string(line, "terminal_reason"),
                Json.string(line, "result"),
                Json.strings(line, "errors"),
                Json.decimal(line, "total_cost_usd"),
                Json.child(line, "usage"),
                Json.child(line, "modelUsage"),
                Json.child(line, "model_usage_since_last_result"),
                Json.objects(line, "permission_denials"),
                Json.string(Json.child(line, "origin"), "kind"),
                Json.strings(line, "user_message_uuids"),
                (int) Json.number(line, "num_turns"),
                Json.number(line, "duration_ms"),
                (int) Json.number(line, "queued_turn_count"),
                line);
    }
}
