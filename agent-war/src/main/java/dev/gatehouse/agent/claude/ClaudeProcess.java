package dev.gatehouse.agent.claude;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The one owner of one CLI process: its pipes, its control requests and its end.
 *
 * <p>Sending never waits: lines are queued within {@link StdinWriter#MAX_QUEUED_BYTES}. Sending to a process that is
 * gone throws CLI_FAILED. Futures are completed on the pump thread, so that the effect of an answer is seen before the
 * frame behind it; what is chained to them must not block, or be chained {@code Async}.
 *
 * <p>Questions ({@link ControlFrame.CanUseTool}) and hook callbacks are answered by the listener's owner, at any later
 * time; requests of a kind this version does not serve are refused here, at once.
 */
public final class ClaudeProcess {

    /** For every request but {@code initialize}; set_model and titles ask the model service. */
    public static final Duration ANSWER_DEADLINE = Duration.ofSeconds(30);

    /** A binary that is not cached took 8 s to answer (DIFF §7). */
    public static final Duration INITIALIZE_DEADLINE = Duration.ofSeconds(60);

    private final ClaudeLaunch launch;
    private final Process process;
    private final ProcessTree tree;
    private final StdinWriter stdin;
    private final ControlChannel control;
    private final StdoutPump pump;
    private final CompletableFuture<ClaudeExit> exited = new CompletableFuture<>();
    private volatile boolean ending;

    private ClaudeProcess(ClaudeLaunch launch, Process process, String mark, ClaudeListener listener) {
        this.launch = launch;
        this.process = process;
        this.tree = new ProcessTree(process.toHandle(), mark);
        this.stdin = new StdinWriter(process.getOutputStream());
        this.control = new ControlChannel(stdin);
        this.pump = new StdoutPump(process, tree, control, stdin, listener, () -> ending);
    }

    /**
     * Starts the process; that it works is known when {@link #initialize} has succeeded.
     *
     * @throws GatehouseException CLI_MISSING if there is no such executable, CLI_FAILED if it cannot be started
     */
    public static ClaudeProcess start(ClaudeLaunch launch, ClaudeListener listener) {
        if (!Files.isExecutable(launch.executable())) {
            throw new GatehouseException(ProblemCode.CLI_MISSING, "Claude Code is not at " + launch.executable() + ".");
        }
        Map<String, String> environment = new HashMap<>(launch.environment());
        String mark = environment.computeIfAbsent(
                ProcessTree.MARK, absent -> UUID.randomUUID().toString());
        ClaudeProcess started;
        try {
            Process process = Spawner.spawn(launch.command(), launch.workingDirectory(), environment);
            started = new ClaudeProcess(launch, process, mark, listener);
        } catch (IOException failed) {
            throw new GatehouseException(ProblemCode.CLI_FAILED, "Claude Code could not be started.", failed);
        }
        started.pump.start(started.exited::complete);
        return started;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes after {@link ClaudeListener#onExit}, never exceptionally. */
    public CompletableFuture<ClaudeExit> onExit() {
        return exited.copy();
    }

    // --- requests; all fail with ControlException, or CLI_FAILED if nothing could be sent

    /** @return the answer's {@code response}, empty if it has none */
    public CompletableFuture<JsonObject> request(JsonObject request, Duration deadline) {
        return control.request(request, deadline).thenApply(envelope -> Json.child(envelope, "response"));
    }

    private CompletableFuture<JsonObject> request(String subtype, Map<String, ? extends JsonValue> fields) {
        var request = Json.object().add("subtype", subtype);
        fields.forEach(request::add);
        return request(request.build(), ANSWER_DEADLINE);
    }

    /** Once, before the first message. */
    public CompletableFuture<Initialized> initialize() {
        var request = Json.object().add("subtype", "initialize");
        launch.appendSystemPrompt().ifPresent(text -> request.add("appendSystemPrompt", text));
        return control.request(request.build(), INITIALIZE_DEADLINE).thenApply(Initialized::of);
    }

    /**
     * Stops the turn; its result says {@code aborted_…}.
     *
     * @param cancelQueued whether messages that wait are cancelled; otherwise they run at once as the next turn
     */
    public CompletableFuture<Interrupted> interrupt(boolean cancelQueued) {
        return request("interrupt", Map.of("cancel_queued", cancelQueued ? JsonValue.TRUE : JsonValue.FALSE))
                .thenApply(Interrupted::of);
    }

    /** @return the mode the CLI has then, as it names it */
    public CompletableFuture<String> setPermissionMode(PermissionMode mode) {
        return request("set_permission_mode", Map.of("mode", Json.PROVIDER.createValue(mode.wireName())))
                .thenApply(answer -> Json.text(answer, "mode"));
    }

    /** The CLI tries the model with a request of its own; if that fails, error_code is {@code check_failed}. */
    public CompletableFuture<Optional<String>> setModel(String model) {
        return request("set_model", Map.of("model", Json.PROVIDER.createValue(model)))
                .thenApply(answer -> Json.string(answer, "model"));
    }

    /** Replaces what an earlier apply gave under the same keys; all or nothing (DIFF §3). */
    public CompletableFuture<Void> applyFlagSettings(JsonObject settings) {
        return request("apply_flag_settings", Map.of("settings", settings)).thenAccept(answer -> {});
    }

    public CompletableFuture<List<PermissionRule>> listPermissionRules() {
        return request("list_permission_rules", Map.of()).thenApply(PermissionRule::listOf);
    }

    /** @return whether it was still queued and is cancelled now */
    public CompletableFuture<Boolean> cancelAsyncMessage(UUID message) {
        return request("cancel_async_message", Map.of("message_uuid", Json.PROVIDER.createValue(message.toString())))
                .thenApply(answer -> Json.flag(answer, "cancelled"));
    }

    /** Succeeds for a task that does not exist, too. */
    public CompletableFuture<Void> stopTask(String taskId) {
        return request("stop_task", Map.of("task_id", Json.PROVIDER.createValue(taskId)))
                .thenAccept(answer -> {});
    }

    /** Costs a request to the model. */
    public CompletableFuture<Optional<String>> generateSessionTitle(String description) {
        return request(
                        "generate_session_title",
                        Map.of("description", Json.PROVIDER.createValue(description), "persist", JsonValue.FALSE))
                .thenApply(answer -> Json.string(answer, "title").filter(title -> !title.isBlank()));
    }

    public CompletableFuture<JsonObject> getSettings() {
        return request("get_settings", Map.of());
    }

    /** Aborts what runs and ends the process, in about 0.2 s, with all it started but what has detached itself. */
    public CompletableFuture<Void> endSession() {
        ending = true;
        return request("end_session", Map.of()).thenAccept(answer -> {});
    }

    // --- messages and answers

    /**
     * @param uuid the CLI ignores a message whose uuid is in its transcript; a lone
     *     {@link SessionFrame.CommandLifecycle} {@code completed} is then all it says
     * @param content content blocks of the Messages API
     */
    public void sendUser(UUID uuid, JsonArray content) {
        stdin.write(Json.object()
                .add("type", "user")
                .add("message", Json.object().add("role", "user").add("content", content))
                .addNull("parent_tool_use_id")
                .add("session_id", "")
                .add("uuid", uuid.toString())
                .build());
    }

    /**
     * @param updatedInput what runs; always sent, because without it the CLI runs the original input (DIFF §1.3)
     * @param updatedPermissions rules or a mode that shall hold from now on
     */
    public void allow(String requestId, JsonObject updatedInput, List<JsonObject> updatedPermissions) {
        var answer = Json.object().add("behavior", "allow").add("updatedInput", updatedInput);
        if (!updatedPermissions.isEmpty()) {
            answer.add("updatedPermissions", Json.PROVIDER.createArrayBuilder(updatedPermissions));
        }
        control.succeed(requestId, answer.build());
    }

    /**
     * @param message what the model reads
     * @param interrupt whether the whole turn ends
     */
    public void deny(String requestId, String message, boolean interrupt) {
        control.succeed(
                requestId,
                Json.object()
                        .add("behavior", "deny")
                        .add("message", message)
                        .add("interrupt", interrupt)
                        .build());
    }

    /** @param output e.g. {@code hookSpecificOutput}; the matcher needs {@code onFailure:block} to fail closed */
    public void answerHook(String requestId, JsonObject output) {
        control.succeed(requestId, output);
    }

    /** An error in place of an answer: a question then counts as denied. */
    public void refuse(String requestId, String message) {
        control.fail(requestId, message);
    }

    // --- the end

    /**
     * Ends the process and all it started: asks it to end, then SIGTERM, then SIGKILL; before each signal its children
     * are killed. Waits at most for the deadline, of which asking gets half and SIGTERM a quarter.
     *
     * @throws GatehouseException CLI_FAILED if it lives after all that
     */
    public ClaudeExit close(Duration deadline) {
        if (pump.isCurrentThread()) {
            throw new IllegalStateException("close waits for the pump and cannot be called on it");
        }
        if (!deadline.isZero()) {
            endSession();
            stdin.end();
        } else {
            ending = true;
        }
        return Shutdown.of(process, tree, exited).within(deadline);
    }

    /** SIGKILL to the process and all it started, without waiting for the effect. */
    public void kill() {
        ending = true;
        tree.killChildren();
        process.destroyForcibly();
    }
}
