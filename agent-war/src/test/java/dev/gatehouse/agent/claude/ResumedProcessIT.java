package dev.gatehouse.agent.claude;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.PermissionMode;
import jakarta.json.JsonArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the real CLI knows after it was killed. */
class ResumedProcessIT extends RealProcess {

    @Test
    void aPromptThatWasKilledInItsToolIsKnownAfterTheResume() throws Exception {
        ClaudeProcess killed = startNew(PermissionMode.DEFAULT);
        get(killed.initialize());
        UUID prompt = UUID.randomUUID();
        JsonArray content = script(BASH.formatted("touch a"), "{\"text\":\"went on\"}");
        killed.sendUser(prompt, content);
        recorder.await(ControlFrame.CanUseTool.class);
        awaitTranscript();
        killed.kill();
        assertEquals(137, killed.onExit().get(20, TimeUnit.SECONDS).code());

        ClaudeProcess resumed = start(new ClaudeLaunch.Start.Resume(session), PermissionMode.DEFAULT);
        get(resumed.initialize());
        resumed.sendUser(prompt, content);
        idle();
        assertEquals(
                List.of(new SessionFrame.CommandLifecycle(prompt.toString(), "completed")),
                recorder.all(SessionFrame.CommandLifecycle.class));
        assertEquals(List.of(), recorder.all(SessionFrame.Init.class));

        UUID goOn = UUID.randomUUID();
        resumed.sendUser(
                goOn,
                Json.array()
                        .add(Json.object().add("type", "text").add("text", "Continue from where you left off."))
                        .build());
        MessageFrame.Result result = recorder.await(MessageFrame.Result.class);
        assertEquals(List.of(goOn.toString()), result.userMessages());
    }

    /** The transcript is written lazily; without it this would be another case. */
    private void awaitTranscript() throws Exception {
        Path projects = directory.resolve("home/config/projects");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            if (Files.isDirectory(projects)) {
                try (var files = Files.walk(projects)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        if (Files.readString(file).contains("\"tool_use\"")) {
                            return;
                        }
                    }
                }
            }
            assertTrue(System.nanoTime() < deadline, "no transcript");
            Thread.onSpinWait();
        }
    }

    @Test
    void aResumeWithoutTranscriptIsToldApartAndTheSameIdCanBeginAnew() throws Exception {
        ClaudeProcess resumed = start(new ClaudeLaunch.Start.Resume(session), PermissionMode.DEFAULT);
        assertThrows(CompletionException.class, () -> resumed.initialize().join());
        ClaudeExit exit = resumed.onExit().get(20, TimeUnit.SECONDS);
        assertTrue(exit.noConversation(), exit.toString());

        ClaudeProcess begun = startNew(PermissionMode.DEFAULT);
        get(begun.initialize());
        begun.sendUser(UUID.randomUUID(), script("{\"text\":\"hello\"}"));
        idle();
        begun.close(PATIENCE);

        ClaudeProcess again = startNew(PermissionMode.DEFAULT);
        assertThrows(CompletionException.class, () -> again.initialize().join());
        assertTrue(again.onExit().get(20, TimeUnit.SECONDS).sessionIdInUse());
    }
}
