package dev.gatehouse.contract;

import jakarta.json.JsonObject;
import java.time.Instant;

/**
 * An event with its place. JSON: {@code {"v":1,"type":…,"seq":…,"at":…, …the event's own fields}}.
 *
 * @param seq the number of a durable event, or the last durable number before a transient one; the first is 1
 * @param at when it happened, by the agent's clock
 */
public record EventEnvelope(long seq, Instant at, AgentEvent event) {

    public static final int VERSION = 1;

    public JsonObject toJson() {
        return ContractJson.writeEvent(this);
    }

    /** @throws ContractJson.MalformedException if required fields are missing or of the wrong kind. */
    public static EventEnvelope fromJson(JsonObject json) {
        return ContractJson.readEvent(json);
    }
}
