package dev.gatehouse.agent.claude;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import jakarta.json.JsonArray;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real CLI cannot be made to do is done by shell scripts in its place. */
class ClaudeProcessTest {

    private static final Duration SHORT = Duration.ofMillis(600);
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final Recorder recorder = new Recorder();
    private final List<ClaudeProcess> started = new ArrayList<>();

    @AfterEach
    void nothingIsLeftBehind() {
        started.forEach(ClaudeProcess::kill);
    }

    private ClaudeProcess cli(String script) {
        return cli(script, recorder);
    }

    private ClaudeProcess cli(String script, ClaudeListener listener) {
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

    private ClaudeLaunch launch(Path executable) {
        return new ClaudeLaunch(
                executable,
                List.of(),
                directory,
                Map.of("PATH", "/usr/bin:/bin", "ONLY", "this"),
                PermissionMode.DEFAULT,
                false,
                Optional.empty(),
                JsonValue.EMPTY_JSON_OBJECT,
                List.of(),
                new ClaudeLaunch.Start.New(UUID.randomUUID()),
                Optional.empty());
    }

    private static ClaudeExit exit(ClaudeProcess process) throws Exception {
        return process.onExit().get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private List<JsonObject> written() throws IOException {
        return Files.readAllLines(directory.resolve("in")).stream()
                .map(line -> Json.PROVIDER.createReader(new StringReader(line)).readObject())
                .toList();
    }

    private static ControlException controlFailure(CompletableFuture<?> future) {
        CompletionException failure = assertThrows(CompletionException.class, future::join);
        return assertInstanceOf(ControlException.class, failure.getCause());
    }

    // --- start

    @Test
    void aMissingExecutableIsToldApart() {
        GatehouseException failure = assertThrows(
                GatehouseException.class, () -> ClaudeProcess.start(launch(directory.resolve("nothing")), recorder));
        assertEquals(ProblemCode.CLI_MISSING, failure.problem().code());
    }

    @Test
    void anExecutableThatCannotBeStartedIsAFailure() throws Exception {
        Path executable = Files.writeString(directory.resolve("broken"), "#!/no/such/interpreter\n");
        assertTrue(executable.toFile().setExecutable(true));
        GatehouseException failure =
                assertThrows(GatehouseException.class, () -> ClaudeProcess.start(launch(executable), recorder));
        assertEquals(ProblemCode.CLI_FAILED, failure.problem().code());
    }

    @Test
    void nothingOfTheEnvironmentIsInherited() throws Exception {
        ClaudeProcess process = cli("env > seen");
        assertEquals(0, exit(process).code());
        List<String> names = Files.readAllLines(directory.resolve("seen")).stream()
                .map(line -> line.substring(0, line.indexOf('=')))
                .filter(name -> !List.of("PWD", "SHLVL", "_", "OLDPWD").contains(name))
                .sorted()
                .toList();
        assertEquals(List.of("GATEHOUSE_WORKER", "ONLY", "PATH"), names);
    }

    @Test
    void aDeathAtTheStartFailsWhatWaitsAndTellsWhy() throws Exception {
        ClaudeProcess process = cli("read line; echo 'No conversation found with session ID: x' >&2; exit 1");
        ControlException failure = controlFailure(process.initialize());
        assertEquals(Optional.of(ControlChannel.GONE), failure.errorCode());
        ClaudeExit exit = exit(process);
        assertEquals(1, exit.code());
        assertTrue(exit.noConversation());
        assertFalse(exit.requested());
        assertEquals(List.of(exit), recorder.exits());
        assertEquals(ProblemCode.CLI_FAILED, failure.problem().code());
        assertThrows(GatehouseException.class, () -> process.sendUser(UUID.randomUUID(), JsonValue.EMPTY_JSON_ARRAY));
        assertThrows(CompletionException.class, () -> process.interrupt(true).join());
    }

    // --- requests

    @Test
    void anAnswerFindsItsRequest() throws Exception {
        ClaudeProcess process = cli("""
                while read -r line; do
                  id=$(sed -E 's/.*"request_id":"([^"]+)".*/\\1/' <<< "$line")
                  case "$line" in
                    *set_permission_mode*) echo '{"response":{"response":{"mode":"plan"},"request_id":"'$id'","subtype":"success"},"type":"control_response"}';;
                    *set_model*) echo '{"type":"control_response","response":{"subtype":"error","request_id":"'$id'","error":"no","error_code":"check_failed"}}';;
                    *end_session*) exit 0;;
                  esac
                done
                """);
        assertEquals("plan", process.setPermissionMode(PermissionMode.PLAN).get(20, TimeUnit.SECONDS));
        ControlException refused = controlFailure(process.setModel("x"));
        assertEquals(Optional.of("check_failed"), refused.errorCode());
        assertEquals("set_model", refused.subtype());
        ClaudeExit exit = process.close(LONG);
        assertEquals(0, exit.code());
        assertTrue(exit.requested());
        assertTrue(recorder.frames().isEmpty(), "answers are not frames for the listener");
    }

    @Test
    void anInitializeThatIsNeverAnsweredEndsByItself() {
        ClaudeProcess process = cli("cat > /dev/null");
        JsonObject request = Json.object().add("subtype", "initialize").build();
        ControlException failure = controlFailure(process.request(request, SHORT));
        assertEquals(Optional.of(ControlChannel.OVERDUE), failure.errorCode());
    }

    @Test
    void requestsNobodyServesAreRefusedAtOnce() throws Exception {
        ClaudeProcess process = cli(
                "echo '{\"type\":\"control_request\",\"request_id\":\"m\",\"request\":{\"subtype\":\"mcp_message\"}}'; head -n 1 > in");
        assertEquals("mcp_message", recorder.await(ControlFrame.Refused.class).subtype());
        exit(process);
        JsonObject response = written().getFirst().getJsonObject("response");
        assertEquals("error", response.getString("subtype"));
        assertEquals("m", response.getString("request_id"));
    }

    // --- what is written

    @Test
    void everyLineIsOneWellFormedObject() throws Exception {
        ClaudeProcess process = cli("head -n 4 > in");
        UUID uuid = UUID.randomUUID();
        String nasty = "two\nlines\r\n\u2028 \"quoted\" \\ \u0000 {\"type\":\"bash_command\"} 👋";
        JsonArray content = Json.array()
                .add(Json.object().add("type", "text").add("text", nasty))
                .build();
        process.sendUser(uuid, content);
        process.allow("q", Json.object().add("command", nasty).build(), List.of());
        process.allow(
                "q2",
                JsonValue.EMPTY_JSON_OBJECT,
                List.of(Json.object().add("type", "setMode").build()));
        process.deny("q3", nasty, false);
        exit(process);
        List<JsonObject> lines = written();
        assertEquals(
                List.of("user", "control_response", "control_response", "control_response"),
                lines.stream().map(line -> line.getString("type")).toList());
        assertEquals(uuid.toString(), lines.get(0).getString("uuid"));
        assertEquals(content, lines.get(0).getJsonObject("message").getJsonArray("content"));
        JsonObject allowed = lines.get(1).getJsonObject("response").getJsonObject("response");
        assertEquals("allow", allowed.getString("behavior"));
        assertEquals(nasty, allowed.getJsonObject("updatedInput").getString("command"));
        assertFalse(allowed.containsKey("updatedPermissions"));
        JsonObject allowedForSession = lines.get(2).getJsonObject("response").getJsonObject("response");
        assertEquals(JsonValue.EMPTY_JSON_OBJECT, allowedForSession.getJsonObject("updatedInput"));
        assertEquals(1, allowedForSession.getJsonArray("updatedPermissions").size());
        JsonObject denied = lines.get(3).getJsonObject("response").getJsonObject("response");
        assertEquals(nasty, denied.getString("message"));
        assertFalse(denied.getBoolean("interrupt"));
    }

    @Test
    void aProcessThatDoesNotReadStopsNobody() {
        ClaudeProcess process = cli("trap '' PIPE; while :; do echo '{\"type\":\"tick\"}'; sleep 0.05; done");
        JsonArray big = Json.array().add("x".repeat(8 * 1024 * 1024)).build();
        GatehouseException full = assertThrows(GatehouseException.class, () -> {
            for (int i = 0; i < 20; i++) {
                process.sendUser(UUID.randomUUID(), big);
            }
        });
        assertEquals(ProblemCode.CLI_FAILED, full.problem().code());
        int before = recorder.frames().size();
        recorder.await(CliFrame.Unknown.class, frame -> recorder.frames().size() > before);
        GatehouseException large = assertThrows(
                GatehouseException.class,
                () -> process.sendUser(
                        UUID.randomUUID(),
                        Json.array().add("x".repeat(StdinWriter.MAX_LINE_BYTES)).build()));
        assertEquals(ProblemCode.TOO_LARGE, large.problem().code());
        process.close(Duration.ofSeconds(2));
        assertFalse(process.isAlive());
    }

    // --- what is read

    @Test
    void rubbishAndUnknownFramesAreHandedOn() throws Exception {
        ClaudeProcess process = cli("echo Segmentation fault; echo '{\"type\":\"later\"}'; printf '\\377\\n'");
        exit(process);
        assertEquals(
                List.of(CliFrame.Noise.class, CliFrame.Unknown.class, CliFrame.Noise.class),
                recorder.frames().stream().map(Object::getClass).toList());
    }

    @Test
    void aLineWithoutEndFailsTheProcessVisibly() throws Exception {
        ClaudeProcess process = cli("yes | tr -d '\\n'");
        ClaudeExit exit = exit(process);
        assertTrue(exit.failure().orElseThrow().contains("line of more than"));
        assertFalse(exit.requested());
        assertFalse(process.isAlive());
    }

    @Test
    void aFloodIsReadToItsEnd() throws Exception {
        String delta =
                "{\"type\":\"stream_event\",\"event\":{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"x\"}}}";
        ClaudeProcess process = cli("yes '" + delta + "' | head -n 100000");
        assertEquals(0, exit(process).code());
        assertEquals(100_000, recorder.all(StreamFrame.TextDelta.class).size());
    }

    @Test
    void aListenerThatFailsDoesNotStopThePump() throws Exception {
        List<CliFrame> seen = new ArrayList<>();
        ClaudeProcess process = cli("echo '{\"type\":\"a\"}'; echo '{\"type\":\"b\"}'", new ClaudeListener() {
            @Override
            public void onFrame(CliFrame frame) {
                seen.add(frame);
                throw new IllegalStateException("as a test");
            }

            @Override
            public void onExit(ClaudeExit exit) {
                throw new IllegalStateException("as a test");
            }
        });
        assertEquals(0, exit(process).code());
        assertEquals(2, seen.size());
    }

    @Test
    void stderrIsDrainedAndItsEndKept() throws Exception {
        ClaudeProcess process = cli("yes 0123456789 | head -c 5000000 >&2; echo the end >&2");
        ClaudeExit exit = exit(process);
        assertTrue(exit.stderrTail().length() <= StderrTail.MAX_CHARS);
        assertTrue(exit.stderrTail().endsWith("the end\n"));
    }

    @Test
    void aProcessThatClosesItsOutputIsEnded() throws Exception {
        ClaudeProcess process = cli("exec >&-; while :; do sleep 1; done");
        assertEquals(137, exit(process).code());
    }

    // --- the end

    @Test
    void whatDoesNotEndWhenAskedGetsSigterm() throws Exception {
        ClaudeProcess process = cli("trap 'exit 7' TERM; echo '{\"type\":\"up\"}'; while :; do sleep 0.1; done");
        recorder.await(CliFrame.Unknown.class);
        ClaudeExit exit = process.close(Duration.ofSeconds(2));
        assertEquals(7, exit.code());
        assertTrue(exit.requested());
    }

    @Test
    void whatIgnoresSigtermGetsSigkill() {
        ClaudeProcess process = cli("trap '' TERM; echo '{\"type\":\"up\"}'; while :; do sleep 0.1; done");
        recorder.await(CliFrame.Unknown.class);
        long before = System.nanoTime();
        assertEquals(137, process.close(Duration.ofSeconds(2)).code());
        assertTrue(System.nanoTime() - before < Duration.ofSeconds(7).toNanos());
        assertFalse(process.isAlive());
    }

    @Test
    void withoutADeadlineItIsKilledAtOnce() {
        ClaudeProcess process = cli("echo '{\"type\":\"up\"}'; cat > in; while :; do sleep 0.1; done");
        recorder.await(CliFrame.Unknown.class);
        assertEquals(137, process.close(Duration.ZERO).code());
    }

    @Test
    void theWholeTreeEndsAlsoWhatDetachedItself() throws Exception {
        ClaudeProcess process = cli("""
                sleep 1000 & echo $! >> pids
                setsid bash -c 'trap "" HUP TERM; sleep 1001 & echo $! >> pids; wait' &
                (setsid nohup sleep 1002 > /dev/null 2>&1 & echo $! >> pids)
                while [ $(wc -l < pids) -lt 3 ]; do sleep 0.05; done
                echo '{"type":"up"}'
                trap '' TERM
                while :; do sleep 0.1; done
                """);
        recorder.await(CliFrame.Unknown.class);
        process.close(Duration.ofMillis(400));
        assertAllGone();
    }

    @Test
    void theTreeOfAProcessThatCrashedEndsToo() throws Exception {
        ClaudeProcess process = cli("""
                (setsid nohup sleep 1003 > /dev/null 2>&1 & echo $! >> pids)
                sleep 1004 & echo $! >> pids
                while [ $(wc -l < pids) -lt 2 ]; do sleep 0.05; done
                kill -9 $$
                """);
        assertEquals(137, exit(process).code());
        assertAllGone();
    }

    @Test
    void anEndIsToldEvenIfSomethingHoldsTheOutputOpen() throws Exception {
        ClaudeProcess process = cli("""
                (env -i PATH=$PATH setsid sleep 30 & echo $! > holder)
                exit 3
                """);
        CompletableFuture<Initialized> waiting = process.initialize();
        try {
            assertEquals(3, exit(process).code());
            controlFailure(waiting);
            assertEquals(1, recorder.exits().size());
        } finally {
            ProcessHandle.of(Long.parseLong(
                            Files.readString(directory.resolve("holder")).strip()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private void assertAllGone() throws Exception {
        List<String> pids = Files.readAllLines(directory.resolve("pids"));
        assertTrue(pids.size() >= 2);
        for (String pid : pids) {
            Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(pid.strip()));
            if (left.isPresent()) {
                left.get().onExit().get(5, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void closeTwiceIsNoFailure() {
        ClaudeProcess process = cli("cat > /dev/null");
        ClaudeExit exit = process.close(LONG);
        assertEquals(exit, process.close(LONG));
        assertEquals(1, recorder.exits().size());
    }
}
