package dev.gatehouse.agent.model;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the scripted model does with one request. */
sealed interface Reply {

    /**
     * A complete message.
     *
     * @param usage token counts, if not the plausible ones
     * @param check what the service's own safety check says of the tool calls, if it says anything
     */
    record Message(List<Block> blocks, Pace pace, Optional<Usage> usage, Optional<Check> check) implements Reply {

        static Message text(String text) {
            return new Message(List.of(new Text(text)), Pace.AT_ONCE, Optional.empty(), Optional.empty());
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

    /** @param id as the service would give it: never the same twice */
    record ToolUse(String id, String name, JsonObject input) implements Block {

        ToolUse(String name, JsonObject input) {
            this("toolu_scripted_" + UUID.randomUUID().toString().replace("-", ""), name, input);
        }
    }

    /** Verdict of the safety check that the mode {@code auto} relies on (DIFF 1.1). */
    enum Check {
        FLAGGED,
        NOT_FLAGGED
    }

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
