package dev.gatehouse.agent.claude;

import static dev.gatehouse.agent.claude.ScriptedCli.LONG;
import static dev.gatehouse.agent.claude.ScriptedCli.controlFailure;
import static dev.gatehouse.agent.claude.ScriptedCli.exit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start of a process and our requests to it. */
class ClaudeProcessTest {

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

    private static final Duration SHORT = Duration.ofMillis(600);

    @Test
    void aMissingExecutableIsToldApart() {
        GatehouseException failure = assertThrows(
                GatehouseException.class,
                () -> ClaudeProcess.start(cli.launch(directory.resolve("nothing")), cli.recorder));
        assertEquals(ProblemCode.CLI_MISSING, failure.problem().code());
    }

    @Test
    void anExecutableThatCannotBeStartedIsAFailure() throws Exception {
        Path executable = Files.writeString(directory.resolve("broken"), "#!/no/such/interpreter\n");
        assertTrue(executable.toFile().setExecutable(true));
        GatehouseException failure =
                assertThrows(GatehouseException.class, () -> ClaudeProcess.start(cli.launch(executable), cli.recorder));
        assertEquals(ProblemCode.CLI_FAILED, failure.problem().code());
    }

    @Test
    void nothingOfTheEnvironmentIsInherited() throws Exception {
        ClaudeProcess process = cli.run("env > seen");
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
        ClaudeProcess process = cli.run("read line; echo 'No conversation found with session ID: x' >&2; exit 1");
        ControlException failure = controlFailure(process.initialize());
        assertEquals(Optional.of(ControlChannel.GONE), failure.errorCode());
        ClaudeExit exit = exit(process);
        assertEquals(1, exit.code());
        assertTrue(exit.noConversation());
        assertFalse(exit.requested());
        assertEquals(List.of(exit), cli.recorder.exits());
        assertEquals(ProblemCode.CLI_FAILED, failure.problem().code());
        assertThrows(GatehouseException.class, () -> process.sendUser(UUID.randomUUID(), JsonValue.EMPTY_JSON_ARRAY));
        assertThrows(CompletionException.class, () -> process.interrupt(true).join());
    }

    @Test
    void anAnswerFindsItsRequest() throws Exception {
        ClaudeProcess process = cli.run("""
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
        assertTrue(cli.recorder.frames().isEmpty(), "answers are not frames for the listener");
    }

    @Test
    void anInitializeThatIsNeverAnsweredEndsByItself() {
        ClaudeProcess process = cli.run("cat > /dev/null");
        JsonObject request = Json.object().add("subtype", "initialize").build();
        ControlException failure = controlFailure(process.request(request, SHORT));
        assertEquals(Optional.of(ControlChannel.OVERDUE), failure.errorCode());
    }

    @Test
    void requestsNobodyServesAreRefusedAtOnce() throws Exception {
        ClaudeProcess process = cli.run(
                "echo '{\"type\":\"control_request\",\"request_id\":\"m\",\"request\":{\"subtype\":\"mcp_message\"}}'; head -n 1 > in");
        assertEquals(
                "mcp_message", cli.recorder.await(ControlFrame.Refused.class).subtype());
        exit(process);
        JsonObject response = cli.written().getFirst().getJsonObject("response");
        assertEquals("error", response.getString("subtype"));
        assertEquals("m", response.getString("request_id"));
    }
}
