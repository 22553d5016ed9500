package dev.gatehouse.contract;

import jakarta.json.JsonObject;

/** A tool call as Claude would make it, e.g. {@code Bash} with {@code {"command":"ls"}}. */
public record ToolCall(String tool, JsonObject input) {

    public static final int MAX_TOOL_NAME = 200;

    public ToolCall {
        if (tool.isBlank() || tool.length() > MAX_TOOL_NAME) {
            throw new IllegalArgumentException("the name of a tool has 1 to " + MAX_TOOL_NAME + " characters");
        }
    }
}
