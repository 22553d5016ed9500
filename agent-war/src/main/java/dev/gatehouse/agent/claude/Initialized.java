package dev.gatehouse.agent.claude;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * The answer to {@code initialize}.
 *
 * @param permissionMode the mode in force, as the CLI names it
 * @param version of the CLI
 * @param pendingRequests questions that are open; only in the answer to a second {@code initialize}
 * @param raw {@code commands}, {@code agents}, {@code models}, {@code account}, …
 */
public record Initialized(
        Optional<String> permissionMode, Optional<String> version, List<JsonObject> pendingRequests, JsonObject raw) {

    static Initialized of(JsonObject envelope) {
        JsonObject answer = Json.child(envelope, "response");
        return new Initialized(
                Json.string(answer, "current_permission_mode"),
                Json.string(answer, "claude_code_version"),
                Json.objects(envelope, "pending_permission_requests"),
                answer);
    }
}
