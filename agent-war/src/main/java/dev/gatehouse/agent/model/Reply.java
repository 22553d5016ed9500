package dev.gatehouse.agent.model;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the scripted model does with one request. */
sealed interface Reply {

    /** A complete message. */
    record Message(List<Block> blocks, Pace pace, Optional<Usage> usage) implements Reply {

        static Message text(String text) {
            return new Message(List.of(new Text(text)), Pace.AT_ONCE, Optional.empty());
        }

        String stopReason() {
            return blocks.stream().anyMatch(ToolUse.class::isInstance) ? "tool_use" : "end_turn";
        }
    }

    /** An HTTP error instead of an answer. */
    record Refusal(ApiError error) implements Reply {}

    /** The connection breaks after the blocks have been sent, in the middle of the message. */
    record Drop(List<Block> blocks, Pace pace) implements Reply {}

    /** Nothing more comes after the blocks; the connection stays open. */
    record Stall(List<Block> blocks, Pace pace) implements Reply {}

    sealed interface Block {}

    record Text(String text) implements Block {}

    record Thinking(String text) implements Block {}

    record ToolUse(String name, JsonObject input) implements Block {}

    /**
     * How a message is streamed.
     *
     * @param first wait before the first byte
     * @param deltaChars characters in one delta
     * @param between wait between two deltas
     */
    record Pace(Duration first, int deltaChars, Duration between) {
        static final Pace AT_ONCE = new Pace(Duration.ZERO, 64, Duration.ZERO);
    }

    /** Token counts that a script states, to reach limits that would else take megabytes. */
    record Usage(long inputTokens, long outputTokens) {}
}
