package dev.gatehouse.agent.claude;

import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * The raw streaming events of the model ({@code stream_event}, only with {@code --include-partial-messages}; not sent
 * for subagents). {@code parent} is {@code parent_tool_use_id}, {@code index} the block's number in its message.
 */
public sealed interface StreamFrame extends CliFrame {

    record MessageStart(String messageId, String model, Optional<String> parent) implements StreamFrame {}

    /**
     * @param blockType {@code text}, {@code thinking}, {@code tool_use}, …
     * @param block the empty block as announced; a {@code tool_use} has {@code id} and {@code name}
     */
    record BlockStart(int index, String blockType, JsonObject block, Optional<String> parent) implements StreamFrame {}

    record TextDelta(int index, String text, Optional<String> parent) implements StreamFrame {}

    record ThinkingDelta(int index, String text, Optional<String> parent) implements StreamFrame {}

    record InputJsonDelta(int index, String partialJson, Optional<String> parent) implements StreamFrame {}

    /** Signatures, citations and whatever comes: of no use before the whole block is there. */
    record OtherDelta(int index, String deltaType, Optional<String> parent) implements StreamFrame {}

    record BlockStop(int index, Optional<String> parent) implements StreamFrame {}

    record MessageDelta(Optional<String> stopReason, JsonObject usage, Optional<String> parent)
            implements StreamFrame {}

    record MessageStop(Optional<String> parent) implements StreamFrame {}

    /** {@code ping}, {@code error} and later additions. */
    record OtherEvent(String eventType, JsonObject event, Optional<String> parent) implements StreamFrame {}
}
