package dev.gatehouse.agent.claude;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Subagents, background commands, and commands that take longer than about three seconds. */
public sealed interface TaskFrame extends CliFrame {

    /** @param taskType {@code local_bash}, {@code local_agent}, … */
    record Started(
            String taskId,
            Optional<String> toolUseId,
            String description,
            Optional<String> taskType,
            Optional<String> subagentType)
            implements TaskFrame {}

    record Progress(
            String taskId,
            Optional<String> toolUseId,
            String description,
            Optional<String> lastToolName,
            long elapsedMillis)
            implements TaskFrame {}

    /** @param status the new status, if the patch has one: {@code completed}, {@code failed}, {@code killed}, … */
    record Updated(String taskId, Optional<String> status, JsonObject patch) implements TaskFrame {}

    /** A task has ended; an extra turn with a result of origin {@code task-notification} may follow. */
    record Notification(String taskId, Optional<String> toolUseId, String status, String summary)
            implements TaskFrame {}

    /** All background tasks there are now; empty when nothing is at work. */
    record BackgroundTasksChanged(List<BackgroundTask> tasks) implements TaskFrame {}

    record BackgroundTask(String taskId, Optional<String> taskType, String description, JsonObject raw) {}
}
