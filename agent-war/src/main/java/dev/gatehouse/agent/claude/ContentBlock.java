package dev.gatehouse.agent.claude;

import jakarta.json.JsonObject;
import java.util.List;

/** A part of a message's content. Content given as a plain string is one {@link Text}. */
public sealed interface ContentBlock {

    record Text(String text) implements ContentBlock {}

    record Thinking(String text) implements ContentBlock {}

    record ToolUse(String id, String name, JsonObject input) implements ContentBlock {}

    record ToolResult(String toolUseId, List<ContentBlock> content, boolean error) implements ContentBlock {}

    record Image(String mediaType, String base64) implements ContentBlock {}

    record Other(String type, JsonObject raw) implements ContentBlock {}
}
