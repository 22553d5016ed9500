package dev.gatehouse.agent.claude;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.PermissionMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClaudeLaunchTest {

    private static final UUID ID = UUID.fromString("0b6de6c5-aeb6-4f0e-8ec0-16b0f0a3a001");

    private static ClaudeLaunch launch(boolean allowDangerous, Optional<String> model, ClaudeLaunch.Start start) {
        return new ClaudeLaunch(
                Path.of("/opt/claude"),
                List.of("setpriv", "--reuid=7"),
                Path.of("/w"),
                Map.of(),
                PermissionMode.DONT_ASK,
                allowDangerous,
                model,
                ClaudeSettings.fixed(false, true),
                start,
                Optional.empty());
    }

    @Test
    void theLineIsTheMeasuredOne() {
        assertEquals(
                List.of(
                        "setpriv",
                        "--reuid=7",
                        "/opt/claude",
                        "--output-format=stream-json",
                        "--input-format=stream-json",
                        "--verbose",
                        "--include-partial-messages",
                        "--permission-prompt-tool=stdio",
                        "--permission-mode=dontAsk",
                        "--allow-dangerously-skip-permissions",
                        "--setting-sources=",
                        "--strict-mcp-config",
                        "--settings={\"crossSessionInbound\":\"refuse\",\"useAutoModeDuringPlan\":false,\"disableAutoMode\":\"disable\"}",
                        "--disallowedTools=SendMessage,ListAgents,EnterPlanMode,EnterWorktree,ExitWorktree,CronCreate,CronDelete,CronList,ScheduleWakeup,Workflow",
                        "--model=opus",
                        "--session-id=" + ID),
                launch(true, Optional.of("opus"), new ClaudeLaunch.Start.New(ID))
                        .command());
    }

    @Test
    void aSessionIsGoneOnWithByItsId() {
        List<String> command = launch(false, Optional.empty(), new ClaudeLaunch.Start.Resume(ID))
                .command();
        assertEquals("--resume=" + ID, command.getLast());
        assertFalse(command.contains("--allow-dangerously-skip-permissions"));
    }

    @Test
    void noValueCanBecomeAFlag() {
        List<String> command = launch(
                        false, Optional.of("--dangerously-skip-permissions"), new ClaudeLaunch.Start.New(ID))
                .command();
        assertTrue(command.contains("--model=--dangerously-skip-permissions"));
        assertFalse(command.contains("--dangerously-skip-permissions"));
    }

    @Test
    void autoAndBypassAreOffUnlessTheyAreGranted() {
        assertEquals("disable", ClaudeSettings.fixed(false, true).getString("disableAutoMode"));
        assertFalse(ClaudeSettings.fixed(true, true).containsKey("disableAutoMode"));
        assertEquals(
                "disable",
                ClaudeSettings.fixed(true, false)
                        .getJsonObject("permissions")
                        .getString("disableBypassPermissionsMode"));
        assertFalse(ClaudeSettings.fixed(true, true).containsKey("permissions"));
    }

    @Test
    void planStaysReadOnlyAndOtherSessionsAreRefusedWhateverIsGranted() {
        for (boolean auto : new boolean[] {false, true}) {
            assertFalse(ClaudeSettings.fixed(auto, true).getBoolean("useAutoModeDuringPlan"));
            assertEquals("refuse", ClaudeSettings.fixed(auto, true).getString("crossSessionInbound"));
        }
    }
}
