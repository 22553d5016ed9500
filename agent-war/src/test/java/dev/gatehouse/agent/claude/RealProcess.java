package dev.gatehouse.agent.claude;

import dev.gatehouse.agent.model.ModelEndpoint;
import dev.gatehouse.agent.model.ScriptedModel;
import dev.gatehouse.agent.model.ScriptedUpstream;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.launcher.ClaudeInstall;
import jakarta.json.JsonArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Processes of the real CLI, of the pinned version, against the scripted model. */
abstract class RealProcess {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final String BASH = "{\"tool\":\"Bash\",\"input\":{\"command\":\"%s\"}}";

    private static ModelEndpoint model;

    @TempDir
    Path directory;

    final UUID session = UUID.randomUUID();
    private final List<ClaudeProcess> started = new ArrayList<>();
    Path work;
    Recorder recorder;

    @BeforeAll
    static void startModel() {
        model = new ModelEndpoint(new ScriptedUpstream(new ScriptedModel()));
    }

    @AfterAll
    static void stopModel() {
        model.close();
    }

    @BeforeEach
    void makeDirectories() throws Exception {
        work = Files.createDirectories(directory.resolve("work"));
        Files.createDirectories(directory.resolve("home"));
    }

    @AfterEach
    void end() {
        started.forEach(process -> process.close(Duration.ofSeconds(4)));
    }

    ClaudeProcess start(ClaudeLaunch.Start how, PermissionMode mode) {
        Path home = directory.resolve("home");
        Map<String, String> environment = new HashMap<>(ClaudeEnvironment.fixed(home.resolve("config")));
        environment.putAll(Map.of(
                "HOME", home.toString(),
                "PATH", "/usr/local/bin:/usr/bin:/bin",
                "LANG", "C.UTF-8",
                "ANTHROPIC_BASE_URL", model.baseUri().toString(),
                "ANTHROPIC_API_KEY", model.issue(session.toString())));
        // Root is refused bypass; this test may run as root, a worker never does.
        environment.put("IS_SANDBOX", "1");
        recorder = new Recorder();
        ClaudeProcess process = ClaudeProcess.start(
                new ClaudeLaunch(
                        ClaudeInstall.pinned(),
                        List.of(),
                        work,
                        environment,
                        mode,
                        mode == PermissionMode.BYPASS_PERMISSIONS,
                        Optional.empty(),
                        ClaudeSettings.fixed(false, true),
                        how,
                        Optional.of("Be kind.")),
                recorder);
        started.add(process);
        return process;
    }

    ClaudeProcess startNew(PermissionMode mode) {
        return start(new ClaudeLaunch.Start.New(session), mode);
    }

    static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS);
    }

    static JsonArray script(String... steps) {
        return Json.array()
                .add(Json.object().add("type", "text").add("text", "SCRIPT:[" + String.join(",", steps) + "]"))
                .build();
    }

    SessionFrame.StateChanged idle() {
        return recorder.await(SessionFrame.StateChanged.class, state -> "idle".equals(state.state()));
    }
}
