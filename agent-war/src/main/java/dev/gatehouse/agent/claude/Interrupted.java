package dev.gatehouse.agent.claude;

import jakarta.json.JsonObject;
import java.util.List;

/**
 * The answer to {@code interrupt}.
 *
 * @param stillQueued uuids of messages that run next
 * @param cancelled uuids of messages that will not run, because it was asked so
 */
public record Interrupted(List<String> stillQueued, List<String> cancelled) {

    static Interrupted of(JsonObject answer) {
        return new Interrupted(Json.strings(answer, "still_queued"), Json.strings(answer, "cancelled"));
    }
}
