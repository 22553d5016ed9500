package dev.gatehouse.agent.claude;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whole messages, and the result that ends a turn. */
public sealed interface MessageFrame extends CliFrame {

    /** The model the CLI names for messages it made up itself. */
    String SYNTHETIC_MODEL = "<synthetic>";

    /**
     * Comes once per content block with the same {@code messageId}, before the block's {@code BlockStop}.
     *
     * @param parent {@code parent_tool_use_id}: the subagent call this belongs to
     * @param error {@code authentication_failed}, … on a synthetic message
     */
    record Assistant(
            Optional<String> uuid,
            String messageId,
            String model,
            List<ContentBlock> content,
            Optional<String> parent,
            Optional<String> error)
            implements MessageFrame {

        public boolean synthetic() {
            return SYNTHETIC_MODEL.equals(model);
        }
    }

    /**
     * Tool results, {@code [Request interrupted by user]}, output of local commands.
     *
     * @param toolUseResult the structured result; an object for a success, usually a string for a failure
     * @param toolResults what the CLI decided about each result's call, by tool use id
     */
    record User(
            Optional<String> uuid,
            List<ContentBlock> content,
            Optional<String> parent,
            Optional<JsonValue> toolUseResult,
            Map<String, ToolResultMeta> toolResults,
            boolean replay,
            boolean synthetic)
            implements MessageFrame {}

    /**
     * {@code tool_result_meta[].permission_decision} (DIFF §5).
     *
     * @param decision {@code accept}, {@code reject}
     * @param source {@code config}, {@code user_temporary}, {@code user_reject}, …
     * @param reasonType {@code rule}, {@code mode}, {@code subcommandResults}, …; none where a person decided
     */
    record ToolResultMeta(
            String toolUseId, Optional<String> decision, Optional<String> source, Optional<String> reasonType) {

        public boolean accepted() {
            return decision.filter("accept"::equals).isPresent();
        }

        public boolean rejected() {
            return decision.isPresent() && !accepted();
        }
    }

    /**
     * The end of a turn; not that the worker is idle (DIFF §1.5): wait for {@link SessionFrame.StateChanged}.
     *
     * @param subtype {@code success}, {@code error_during_execution}, {@code error_max_turns}, …
     * @param error {@code is_error}; true with subtype {@code success} for failures of the model service
     * @param apiErrorStatus HTTP status of the model service
     * @param terminalReason {@code completed}, {@code aborted_streaming}, {@code aborted_tools}, {@code api_error}, …
     * @param totalCostUsd cumulative over the process
     * @param usage of this turn
     * @param modelUsage cumulative over the process, by model
     * @param modelUsageSinceLastResult by model, what was used since the previous result; absent keys are empty
     * @param permissionDenials the calls refused in this turn
     * @param originKind {@code task-notification}, {@code peer}, …: a turn nobody asked for
     * @param errors what went wrong before any turn, e.g. {@code No conversation found with session ID: …}
     * @param userMessages {@code user_message_uuids}: the messages this turn took up, also those folded into it
     * @param durationMillis wall time of the turn
     * @param queuedTurns how many turns follow for messages that wait
     */
    record Result(
            String subtype,
            boolean error,
            Optional<Integer> apiErrorStatus,
            Optional<String> apiErrorType,
            Optional<String> terminalReason,
            Optional<String> text,
            List<String> errors,
            double totalCostUsd,
            JsonObject usage,
            JsonObject modelUsage,
            JsonObject modelUsageSinceLastResult,
            List<JsonObject> permissionDenials,
            Optional<String> originKind,
            List<String> userMessages,
            int turns,
            long durationMillis,
            int queuedTurns,
            JsonObject raw)
            implements MessageFrame {}
}
