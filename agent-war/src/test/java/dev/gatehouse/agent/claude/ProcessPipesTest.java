package dev.gatehouse.agent.claude;

import static dev.gatehouse.agent.claude.ScriptedCli.exit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written to a process and what is read of it. */
class ProcessPipesTest {

    @TempDir
    Path directory;

    private ScriptedCli cli;

    @BeforeEach
    void open() {
        cli = new ScriptedCli(directory);
    }

    @AfterEach
    void nothingIsLeftBehind() {
        cli.close();
    }

    @Test
    void everyLineIsOneWellFormedObject() throws Exception {
        ClaudeProcess process = cli.run("head -n 4 > in");
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
        List<JsonObject> lines = cli.written();
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
        ClaudeProcess process = cli.run("trap '' PIPE; while :; do echo '{\"type\":\"tick\"}'; sleep 0.05; done");
        JsonArray big = Json.array().add("x".repeat(8 * 1024 * 1024)).build();
        GatehouseException full = assertThrows(GatehouseException.class, () -> {
            for (int i = 0; i < 20; i++) {
                process.sendUser(UUID.randomUUID(), big);
            }
        });
        assertEquals(ProblemCode.CLI_FAILED, full.problem().code());
        int before = cli.recorder.frames().size();
        cli.recorder.await(
                CliFrame.Unknown.class, frame -> cli.recorder.frames().size() > before);
        GatehouseException large = assertThrows(
                GatehouseException.class,
                () -> process.sendUser(
                        UUID.randomUUID(),
                        Json.array().add("x".repeat(StdinWriter.MAX_LINE_BYTES)).build()));
        assertEquals(ProblemCode.TOO_LARGE, large.problem().code());
        process.close(Duration.ofSeconds(2));
        assertFalse(process.isAlive());
    }

    @Test
    void rubbishAndUnknownFramesAreHandedOn() throws Exception {
        ClaudeProcess process = cli.run("echo Segmentation fault; echo '{\"type\":\"later\"}'; printf '\\377\\n'");
        exit(process);
        assertEquals(
                List.of(CliFrame.Noise.class, CliFrame.Unknown.class, CliFrame.Noise.class),
                cli.recorder.frames().stream().map(Object::getClass).toList());
    }

    @Test
    void aLineWithoutEndFailsTheProcessVisibly() throws Exception {
        ClaudeProcess process = cli.run("yes | tr -d '\\n'");
        ClaudeExit exit = exit(process);
        assertTrue(exit.failure().orElseThrow().contains("line of more than"));
        assertFalse(exit.requested());
        assertFalse(process.isAlive());
    }

    @Test
    void aFloodIsReadToItsEnd() throws Exception {
        String delta =
                "{\"type\":\"stream_event\",\"event\":{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"x\"}}}";
        ClaudeProcess process = cli.run("yes '" + delta + "' | head -n 100000");
        assertEquals(0, exit(process).code());
        assertEquals(100_000, cli.recorder.all(StreamFrame.TextDelta.class).size());
    }

    @Test
    void aListenerThatFailsDoesNotStopThePump() throws Exception {
        List<CliFrame> seen = new ArrayList<>();
        ClaudeProcess process = cli.run("echo '{\"type\":\"a\"}'; echo '{\"type\":\"b\"}'", new ClaudeListener() {
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
        ClaudeProcess process = cli.run("yes 0123456789 | head -c 5000000 >&2; echo the end >&2");
        ClaudeExit exit = exit(process);
        assertTrue(exit.stderrTail().length() <= StderrTail.MAX_CHARS);
        assertTrue(exit.stderrTail().endsWith("the end\n"));
    }

    @Test
    void aProcessThatClosesItsOutputIsEnded() throws Exception {
        ClaudeProcess process = cli.run("exec >&-; while :; do sleep 1; done");
        assertEquals(137, exit(process).code());
    }
}
