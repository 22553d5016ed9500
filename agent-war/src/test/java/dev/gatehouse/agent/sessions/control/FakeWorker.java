package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.ClaudeExit;
import dev.gatehouse.agent.claude.ClaudeListener;
import dev.gatehouse.agent.claude.ControlFrame.CanUseTool;
import dev.gatehouse.agent.claude.StreamJson;
import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.isolation.WorkerIsolation;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A worker without a process: remembers what it is told, and says what the test lets it say. */
final class FakeWorker extends ClaudeWorker {

    final Map<UUID, String> sent = new LinkedHashMap<>();
    final List<String> answers = new ArrayList<>();
    RuntimeException failure;
    LaunchFailure launchFailure;
    LaunchRequest startedFor;
    Duration patience;
    Runnable whileStarting = () -> {};
    int interrupts;
    boolean aborted;
    boolean closed;
    boolean resumes;
    final List<LaunchRequest> asked = new ArrayList<>();
    CompletableFuture<PermissionMode> proof;
    PermissionMode wantedMode;
    boolean fits = true;
    private ClaudeListener listener;
    private PermissionMode mode;

    FakeWorker(AgentConfig config, WorkerIsolation isolation) {
        super(config, null, isolation, null, null, null);
    }

    @Override
    void start(LaunchRequest request, ClaudeListener hearer) throws LaunchFailure {
        startedFor = request;
        listener = hearer;
        mode = request.mode();
        resumes = request.resume();
        whileStarting.run();
        if (launchFailure != null) {
            throw launchFailure;
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Lines of stdout. */
    void says(String... lines) {
        StreamJson codec = new StreamJson(listener::onFrame);
        for (String line : lines) {
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            codec.accept(bytes, bytes.length);
        }
    }

    void lifecycle(UUID prompt, String state) {
        says("{\"type\":\"command_lifecycle\",\"command_uuid\":\"" + prompt + "\",\"state\":\"" + state + "\"}");
    }

    void result(UUID... prompts) {
        StringBuilder named = new StringBuilder();
        for (UUID each : prompts) {
            named.append(named.isEmpty() ? "" : ",").append('"').append(each).append('"');
        }
        says(
                "{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false,\"result\":\"ok\",\"user_message_uuids\":["
                        + named + "]}");
    }

    /** May this command run? */
    void asks(String command) {
        says(
                "{\"type\":\"control_request\",\"request_id\":\"" + UUID.randomUUID()
                        + "\",\"request\":{\"subtype\":\"can_use_tool\",\"tool_name\":\"Bash\",\"tool_use_id\":\"t1\",\"input\":{\"command\":\""
                        + command
                        + "\"},\"permission_suggestions\":[{\"type\":\"addRules\",\"behavior\":\"allow\",\"rules\":[{\"toolName\":\"Bash\"}]}]}}");
    }

    void idle() {
        says("{\"type\":\"system\",\"subtype\":\"session_state_changed\",\"state\":\"idle\"}");
    }

    void dies(String stderr) {
        listener.onExit(new ClaudeExit(1, false, Optional.empty(), stderr));
    }

    @Override
    AgentEvent.WorkerStarted introduction() {
        return new AgentEvent.WorkerStarted("fake", "none", AgentEvent.ModelAccess.SCRIPTED, false);
    }

    @Override
    PermissionMode mode() {
        return mode;
    }

    @Override
    Optional<String> notice() {
        return Optional.empty();
    }

    @Override
    boolean fits(ModeGrant grant) {
        return fits;
    }

    @Override
    long pid() {
        return 0;
    }

    @Override
    void send(UUID uuid, JsonArray content) {
        sent.put(uuid, content.getJsonObject(0).getString("text", ""));
    }

    @Override
    CompletableFuture<Boolean> cancelPrompt(UUID prompt) {
        lifecycle(prompt, "cancelled");
        return CompletableFuture.completedFuture(true);
    }

    @Override
    void interrupt() {
        interrupts++;
    }

    /** What it is asked to prove; the test completes the last answer. */
    @Override
    CompletableFuture<PermissionMode> prove(LaunchRequest request, PermissionMode wanted) {
        asked.add(request);
        wantedMode = wanted;
        proof = new CompletableFuture<>();
        return proof;
    }

    void proves() {
        proof.complete(wantedMode);
    }

    @Override
    void halt(List<AgentEvent.Task> tasks) {
        answers.add("halt");
    }

    @Override
    CompletableFuture<Optional<String>> title(String conversation) {
        return new CompletableFuture<>();
    }

    @Override
    void allow(CanUseTool request, JsonObject input, List<JsonObject> permissions) {
        answers.add("allow " + input);
    }

    @Override
    void deny(CanUseTool request, String message) {
        answers.add("deny " + message);
    }

    @Override
    void abort() {
        aborted = true;
    }

    @Override
    synchronized void close(Duration given) {
        patience = given;
        closed = true;
    }
}
