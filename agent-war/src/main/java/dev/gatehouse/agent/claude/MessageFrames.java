package dev.gatehouse.agent.claude;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads assistant and user messages. */
final class MessageFrames {

    private MessageFrames() {}

    static MessageFrame.Assistant assistant(JsonObject line) {
        JsonObject message = Json.child(line, "message");
        return new MessageFrame.Assistant(
                Json.string(line, "uuid"),
                Json.text(message, "id"),
                Json.text(message, "model"),
                content(message.get("content")),
                Json.string(line, "parent_tool_use_id"),
                Json.string(line, "error"));
    }

    static MessageFrame.User user(JsonObject line) {
        return new MessageFrame.User(
                Json.string(line, "uuid"),
                content(Json.child(line, "message").get("content")),
                Json.string(line, "parent_tool_use_id"),
                FrameParser.value(line, "tool_use_result"),
                toolResults(line),
                Json.flag(line, "isReplay"),
                Json.flag(line, "isSynthetic"));
    }

    private static Map<String, MessageFrame.ToolResultMeta> toolResults(JsonObject line) {
        Map<String, MessageFrame.ToolResultMeta> metas = new LinkedHashMap<>();
        for (JsonObject meta : Json.objects(line, "tool_result_meta")) {
            JsonObject decision = Json.child(meta, "permission_decision");
            String id = Json.text(meta, "id");
            metas.put(
                    id,
                    new MessageFrame.ToolResultMeta(
                            id,
                            Json.string(decision, "decision"),
                            Json.string(decision, "source"),
                            Json.string(decision, "reason_type")));
        }
        return metas;
    }

    static List<ContentBlock> content(JsonValue content) {
        return switch (content) {
            case JsonString text -> List.of(new ContentBlock.Text(text.getString()));
            case JsonArray blocks -> blocks.stream().map(MessageFrames::block).toList();
            case null, default -> List.of();
        };
    }

    private static ContentBlock block(JsonValue value) {
        if (!(value instanceof JsonObject block)) {
            return new ContentBlock.Other("", Json.object().add("value", value).build());
        }
        String type = Json.text(block, "type");
        return switch (type) {
            case "text" -> new ContentBlock.Text(Json.text(block, "text"));
            case "thinking" -> new ContentBlock.Thinking(Json.text(block, "thinking"));
            case "tool_use" ->
                new ContentBlock.ToolUse(Json.text(block, "id"), Json.text(block, "name"), Json.child(block, "input"));
            case "tool_result" ->
                new ContentBlock.ToolResult(
                        Json.text(block, "tool_use_id"), content(block.get("content")), Json.flag(block, "is_error"));
            case "image" -> image(block);
            default -> new ContentBlock.Other(type, block);
        };
    }

    private static ContentBlock image(JsonObject block) {
        JsonObject source = Json.child(block, "source");
        return "base64".equals(Json.text(source, "type"))
                ? new ContentBlock.Image(Json.text(source, "media_type"), Json.text(source, "data"))
                : new ContentBlock.Other("image", block);
    }
}
