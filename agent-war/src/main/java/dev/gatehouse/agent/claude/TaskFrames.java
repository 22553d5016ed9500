package dev.gatehouse.agent.claude;

import jakarta.json.JsonObject;
import java.util.Optional;

/** Reads the {@link TaskFrame} family. */
final class TaskFrames {

    private TaskFrames() {}

    static Optional<CliFrame> parse(String subtype, JsonObject line) {
        String id = Json.text(line, "task_id");
        Optional<String> toolUse = Json.string(line, "tool_use_id");
        return switch (subtype) {
            case "task_started" ->
                Optional.of(new TaskFrame.Started(
                        id,
                        toolUse,
                        Json.text(line, "description"),
                        Json.string(line, "task_type"),
                        Json.string(line, "subagent_type")));
            case "task_progress" ->
                Optional.of(new TaskFrame.Progress(
                        id,
                        toolUse,
                        Json.text(line, "description"),
                        Json.string(line, "last_tool_name"),
                        Json.number(Json.child(line, "usage"), "duration_ms")));
            case "task_updated" -> {
                JsonObject patch = Json.child(line, "patch");
                yield Optional.of(new TaskFrame.Updated(id, Json.string(patch, "status"), patch));
            }
            case "task_notification" ->
                Optional.of(
                        new TaskFrame.Notification(id, toolUse, Json.text(line, "status"), Json.text(line, "summary")));
            case "background_tasks_changed" ->
                Optional.of(new TaskFrame.BackgroundTasksChanged(Json.objects(line, "tasks").stream()
                        .map(TaskFrames::task)
                        .toList()));
            default -> Optional.empty();
        };
    }

    private static TaskFrame.BackgroundTask task(JsonObject task) {
        return new TaskFrame.BackgroundTask(
                Json.text(task, "task_id"), Json.string(task, "task_type"), Json.text(task, "description"), task);
    }
}
