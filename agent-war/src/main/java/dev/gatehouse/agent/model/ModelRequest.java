package dev.gatehouse.agent.model;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A request to {@code POST /v1/messages}, reduced to what a scripted answer depends on.
 *
 * @param system all system texts, also those between the messages
 * @param tools names of the tools that may be called
 * @param format the JSON schema the answer must have
 * @param session what tells conversations apart: the metadata that the CLI sends
 * @param bytes size of the request, for plausible usage numbers
 */
record ModelRequest(
        String model,
        boolean stream,
        String system,
        List<ChatMessage> messages,
        List<String> tools,
        Optional<JsonObject> format,
        String session,
        int bytes) {

    /** @throws IllegalArgumentException if the body is not a request of the Messages API; the message says why. */
    static ModelRequest parse(byte[] body) {
        JsonObject json = object(body);
        if (!(json.get("messages") instanceof JsonArray messages)) {
            throw new IllegalArgumentException("messages: an array is required");
        }
        List<JsonObject> all = messages.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonValue::asJsonObject)
                .toList();
        List<ChatMessage> chat = all.stream().map(ChatMessage::of).toList();
        if (chat.stream().noneMatch(ChatMessage::isUser)) {
            throw new IllegalArgumentException("messages: at least one message is required");
        }
        return new ModelRequest(
                text(json.get("model")),
                json.getBoolean("stream", false),
                systemText(json.get("system"), chat),
                chat,
                tools(json.get("tools")),
                format(json),
                String.valueOf(json.get("metadata")),
                body.length);
    }

    boolean offers(String tool) {
        return tools.contains(tool);
    }

    /** The last message that is not the system's. */
    ChatMessage last() {
        return messages.stream()
                .filter(each -> each.isUser() || each.isAssistant())
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static JsonObject object(byte[] body) {
        try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
            return reader.readObject();
        } catch (JsonException | IllegalStateException | ClassCastException e) {
            throw new IllegalArgumentException("the body is not a JSON object");
        }
    }

    private static String systemText(JsonValue system, List<ChatMessage> chat) {
        ChatMessage top = ChatMessage.of(Json.createObjectBuilder()
                .add("role", "system")
                .add("content", system == null ? JsonValue.NULL : system)
                .build());
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(top), chat.stream())
                .filter(each -> each.role().equals("system"))
                .flatMap(each -> each.only(ChatMessage.Text.class))
                .map(ChatMessage.Text::text)
                .collect(Collectors.joining("\n"));
    }

    private static List<String> tools(JsonValue tools) {
        if (!(tools instanceof JsonArray array)) {
            return List.of();
        }
        return array.stream()
                .filter(JsonObject.class::isInstance)
                .map(tool -> tool.asJsonObject().getString("name", ""))
                .toList();
    }

    private static Optional<JsonObject> format(JsonObject json) {
        return json.get("output_config") instanceof JsonObject config
                        && config.get("format") instanceof JsonObject format
                        && format.get("schema") instanceof JsonObject schema
                ? Optional.of(schema)
                : Optional.empty();
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : "";
    }
}
