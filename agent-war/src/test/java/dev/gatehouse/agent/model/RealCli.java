package dev.gatehouse.agent.model;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.launcher.ClaudeInstall;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The real CLI on a pipe, spoken to line by line, so that these tests prove the model and not our SDK. As root it runs
 * under another uid: root is refused bypass.
 */
final class RealCli implements AutoCloseable {

    private static final int OTHER_UID = 12_399;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());
    private static final String SETTINGS =
            "{\"disableAutoMode\":\"disable\",\"useAutoModeDuringPlan\":false,\"crossSessionInbound\":\"refuse\","
                    + "\"permissions\":{\"ask\":[\"Bash(" + Tour.ASKS_ALWAYS + ")\"]}}";

    private final Path root;
    private final ModelEndpoint endpoint;
    private final String token;
    private final UUID session = UUID.randomUUID();
    private final List<JsonObject> seen = new ArrayList<>();
    private BlockingQueue<JsonObject> frames = new LinkedBlockingQueue<>();
    private Process process;
    private BufferedWriter stdin;
    private Function<JsonObject, JsonObject> answers = RealCli::allow;

    RealCli(ModelEndpoint endpoint) throws IOException {
        this.endpoint = endpoint;
        this.token = endpoint.issue("real-cli");
        this.root = Files.createTempDirectory("gatehouse-model");
        for (Path each : List.of(root, workspace(), root.resolve("config"))) {
            Files.createDirectories(each);
            if (isRoot()) {
                Files.setAttribute(each, "unix:uid", OTHER_UID);
            }
        }
    }

    Path workspace() {
        return root.resolve("workspace");
    }

    String token() {
        return token;
    }

    RealCli answering(Function<JsonObject, JsonObject> answers) {
        this.answers = answers;
        return this;
    }

    RealCli start(String mode) throws IOException {
        return launch(mode, "--session-id=" + session);
    }

    RealCli resume(String mode) throws IOException {
        return launch(mode, "--resume=" + session);
    }

    private RealCli launch(String mode, String sessionFlag) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + OTHER_UID, "--regid=" + OTHER_UID, "--clear-groups", "--"));
        }
        command.addAll(List.of(
                ClaudeInstall.pinned().toString(),
                "--output-format=stream-json",
                "--input-format=stream-json",
                "--verbose",
                "--include-partial-messages",
                "--permission-prompt-tool=stdio",
                "--permission-mode=" + mode,
                "--setting-sources=",
                "--strict-mcp-config",
                "--settings=" + SETTINGS,
                "--disallowedTools=EnterPlanMode,SendMessage,ListAgents,Workflow,CronCreate",
                sessionFlag));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(workspace().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment());
        builder.redirectError(root.resolve("stderr.txt").toFile());
        process = builder.start();
        stdin = process.outputWriter();
        frames = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().start(new Pump(process, frames));
        return this;
    }

    private Map<String, String> environment() {
        Map<String, String> environment =
                new HashMap<>(WorkerEnvironment.of(endpoint.baseUri(), token, AgentEvent.ModelAccess.SCRIPTED));
        String config = root.resolve("config").toString();
        environment.putAll(Map.of(
                "PATH", "/usr/local/bin:/usr/bin:/bin",
                "HOME", config,
                "CLAUDE_CONFIG_DIR", config,
                "CLAUDE_CODE_MAX_RETRIES", "3",
                "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1",
                "DISABLE_AUTOUPDATER", "1"));
        return environment;
    }

    void prompt(String text) throws IOException {
        send(Json.createObjectBuilder()
                .add("type", "user")
                .add("message", Json.createObjectBuilder().add("role", "user").add("content", text))
                .add("parent_tool_use_id", JsonValue.NULL)
                .add("session_id", ""));
    }

    /** A control request, answered within the patience of these tests. */
    JsonObject ask(JsonObjectBuilder request) throws Exception {
        String id = UUID.randomUUID().toString();
        send(Json.createObjectBuilder()
                .add("type", "control_request")
                .add("request_id", id)
                .add("request", request));
        return await(each -> each.getString("type").equals("control_response")
                        && each.getJsonObject("response")
                                .getString("request_id")
                                .equals(id))
                .getJsonObject("response");
    }

    /** Prompts, answers what is asked meanwhile, and waits for the turn's result. */
    JsonObject turn(String prompt) throws Exception {
        prompt(prompt);
        return result();
    }

    JsonObject result() throws Exception {
        return await(each -> each.getString("type").equals("result"));
    }

    JsonObject await(Predicate<JsonObject> wanted) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (; ; ) {
            JsonObject frame = frames.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (frame == null) {
                throw new AssertionError(
                        "it did not come in time; seen: " + seen.subList(Math.max(0, seen.size() - 8), seen.size())
                                + "\nstderr: " + Files.readString(root.resolve("stderr.txt")));
            }
            seen.add(frame);
            if (wanted.test(frame)) {
                return frame;
            }
            if (isQuestion(frame)) {
                answer(frame);
            }
        }
    }

    static boolean isQuestion(JsonObject frame) {
        return frame.getString("type").equals("control_request")
                && frame.getJsonObject("request").getString("subtype").equals("can_use_tool");
    }

    void answer(JsonObject question) throws IOException {
        send(Json.createObjectBuilder()
                .add("type", "control_response")
                .add(
                        "response",
                        Json.createObjectBuilder()
                                .add("subtype", "success")
                                .add("request_id", question.getString("request_id"))
                                .add("response", answers.apply(question.getJsonObject("request")))));
    }

    /** Allows; to a question it gives the first answer offered. */
    static JsonObject allow(JsonObject request) {
        JsonObjectBuilder input = Json.createObjectBuilder(request.getJsonObject("input"));
        if (request.getString("tool_name").equals("AskUserQuestion")) {
            JsonObjectBuilder chosen = Json.createObjectBuilder();
            request.getJsonObject("input")
                    .getJsonArray("questions")
                    .getValuesAs(JsonObject.class)
                    .forEach(each -> chosen.add(
                            each.getString("question"),
                            each.getJsonArray("options").getJsonObject(0).getString("label")));
            input.add("answers", chosen);
        }
        return Json.createObjectBuilder()
                .add("behavior", "allow")
                .add("updatedInput", input)
                .build();
    }

    static JsonObject deny(String reason) {
        return Json.createObjectBuilder()
                .add("behavior", "deny")
                .add("message", reason)
                .build();
    }

    /** Names of the tools a person was asked about, in order. */
    List<String> asked() {
        return seen.stream()
                .filter(RealCli::isQuestion)
                .map(each -> each.getJsonObject("request").getString("tool_name"))
                .toList();
    }

    /** What the model said and called, in order. */
    List<JsonObject> blocks() {
        return seen.stream()
                .filter(each -> each.getString("type").equals("assistant"))
                .flatMap(each ->
                        each.getJsonObject("message").getJsonArray("content").getValuesAs(JsonObject.class).stream())
                .toList();
    }

    List<String> texts() {
        return blocks().stream()
                .filter(each -> each.getString("type").equals("text"))
                .map(each -> each.getString("text"))
                .toList();
    }

    List<String> models() {
        return seen.stream()
                .filter(each -> each.getString("type").equals("assistant"))
                .map(each -> each.getJsonObject("message").getString("model"))
                .distinct()
                .toList();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            kill();
        }
        try (Stream<Path> files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(each -> each.toFile().delete());
        }
    }

    private void send(JsonObjectBuilder line) throws IOException {
        stdin.write(line.build().toString());
        stdin.newLine();
        stdin.flush();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Everything the CLI writes, as it comes. */
    private record Pump(Process process, BlockingQueue<JsonObject> frames) implements Runnable {
        @Override
        public void run() {
            try (var lines = process.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    try (var reader = READERS.createReader(new StringReader(line))) {
                        JsonObject frame = reader.readObject();
                        if (frame.get("type") instanceof JsonString) {
                            frames.add(frame);
                        }
                    }
                }
            } catch (IOException e) {
                // the process is gone; whoever waits for more says so
            }
        }
    }
}
