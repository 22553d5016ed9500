package dev.gatehouse.agent.claude;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.PermissionMode;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Shell scripts in the place of the CLI, for what the real one cannot be made to do. */
final class ScriptedCli implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(20);

    final Recorder recorder = new Recorder();
    private final Path directory;
    private final List<ClaudeProcess> started = new ArrayList<>();

    ScriptedCli(Path directory) {
        this.directory = directory;
    }

    ClaudeProcess run(String script) {
        return run(script, recorder);
    }

    ClaudeProcess run(String script, ClaudeListener listener) {
        Path executable = directory.resolve("cli-" + UUID.randomUUID());
        try {
            Files.writeString(executable, "#!/bin/bash\n" + script + "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertTrue(executable.toFile().setExecutable(true));
        ClaudeProcess process = ClaudeProcess.start(launch(executable), listener);
        started.add(process);
        return process;
    }

    ClaudeLaunch launch(Path executable) {
        return new ClaudeLaunch(
                executable,
                List.of(),
                directory,
                Map.of("PATH", "/usr/bin:/bin", "ONLY", "this"),
                PermissionMode.DEFAULT,
                false,
                Optional.empty(),
                JsonValue.EMPTY_JSON_OBJECT,
                new ClaudeLaunch.Start.New(UUID.randomUUID()),
                Optional.empty());
    }

    static ClaudeExit exit(ClaudeProcess process) throws Exception {
        return process.onExit().get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    /** The lines that a script has kept of its stdin. */
    List<JsonObject> written() throws IOException {
        return Files.readAllLines(directory.resolve("in")).stream()
                .map(line -> Json.PROVIDER.createReader(new StringReader(line)).readObject())
                .toList();
    }

    static ControlException controlFailure(CompletableFuture<?> future) {
        CompletionException failure = assertThrows(CompletionException.class, future::join);
        return assertInstanceOf(ControlException.class, failure.getCause());
    }

    /** Nothing is left behind. */
    @Override
    public void close() {
        started.forEach(ClaudeProcess::kill);
    }
}
