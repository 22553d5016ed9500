package dev.gatehouse.agent.claude;

import jakarta.json.JsonObject;
import java.util.Optional;

/** Reads the {@link StreamFrame} family. */
final class StreamFrames {

    private StreamFrames() {}

    static StreamFrame parse(JsonObject line) {
        Optional<String> parent = Json.string(line, "parent_tool_use_id");
        JsonObject event = Json.child(line, "event");
        String type = Json.text(event, "type");
        int index = (int) Json.number(event, "index");
        return switch (type) {
            case "message_start" -> {
                JsonObject message = Json.child(event, "message");
                yield new StreamFrame.MessageStart(Json.text(message, "id"), Json.text(message, "model"), parent);
            }
            case "content_block_start" -> {
                JsonObject block = Json.child(event, "content_block");
                yield new StreamFrame.BlockStart(index, Json.text(block, "type"), block, parent);
            }
            case "content_block_delta" -> delta(index, Json.child(event, "delta"), parent);
            case "content_block_stop" -> new StreamFrame.BlockStop(index, parent);
            case "message_delta" ->
                new StreamFrame.MessageDelta(
                        Json.string(Json.child(event, "delta"), "stop_reason"), Json.child(event, "usage"), parent);
            case "message_stop" -> new StreamFrame.MessageStop(parent);
            default -> new StreamFrame.OtherEvent(type, event, parent);
        };
    }

    private static StreamFrame delta(int index, JsonObject delta, Optional<String> parent) {
        String type = Json.text(delta, "type");
        return switch (type) {
            case "text_delta" -> new StreamFrame.TextDelta(index, Json.text(delta, "text"), parent);
            case "thinking_delta" -> new StreamFrame.ThinkingDelta(index, Json.text(delta, "thinking"), parent);
            case "input_json_delta" -> new StreamFrame.InputJsonDelta(index, Json.text(delta, "partial_json"), parent);
            default -> new StreamFrame.OtherDelta(index, type, parent);
        };
    }
}
