package dev.gatehouse.agent.model;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One message of a request to the Messages API, reduced to what a scripted answer depends on. */
record ChatMessage(String role, List<Content> content) {

    sealed interface Content {}

    record Text(String text) implements Content {}

    record ToolUse(String id, String name, JsonObject input) implements Content {}

    record ToolResult(String toolUseId, String text, boolean error) implements Content {}

    record Image(String mediaType) implements Content {}

    /** Thinking, documents, and whatever else the service may take. */
    record Other(String type) implements Content {}

    static ChatMessage of(JsonObject message) {
        return new ChatMessage(message.getString("role", ""), contentOf(message.get("content")));
    }

    boolean isAssistant() {
        return role.equals("assistant");
    }

    boolean isUser() {
        return role.equals("user");
    }

    <T extends Content> Stream<T> only(Class<T> kind) {
        return content.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static List<Content> contentOf(JsonValue content) {
        return switch (content) {
            case JsonString text -> List.of(new Text(text.getString()));
            case JsonArray blocks ->
                blocks.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(block -> block(block.asJsonObject()))
                        .toList();
            case null, default -> List.of();
        };
    }

    private static Content block(JsonObject block) {
        String type = block.getString("type", "");
        return switch (type) {
            case "text" -> new Text(block.getString("text", ""));
            case "tool_use" ->
                new ToolUse(
                        block.getString("id", ""),
                        block.getString("name", ""),
                        block.get("input") instanceof JsonObject input ? input : JsonValue.EMPTY_JSON_OBJECT);
            case "tool_result" ->
                new ToolResult(
                        block.getString("tool_use_id", ""),
                        plainText(block.get("content")),
                        block.getBoolean("is_error", false));
            case "image" ->
                new Image(block.get("source") instanceof JsonObject source ? source.getString("media_type", "?") : "?");
            default -> new Other(type);
        };
    }

    private static String plainText(JsonValue content) {
        return contentOf(content).stream()
                .filter(Text.class::isInstance)
                .map(each -> ((Text) each).text())
                .collect(Collectors.joining("\n"));
    }
}
