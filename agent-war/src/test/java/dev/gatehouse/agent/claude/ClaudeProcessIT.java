package dev.gatehouse.agent.claude;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.launcher.ClaudeInstall;
import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the real CLI answers to each of our requests. */
class ClaudeProcessIT extends RealProcess {

    @Test
    void aTurnStreamsItsTextAndNamesItsPrompt() throws Exception {
        ClaudeProcess process = startNew(PermissionMode.DEFAULT);
        Initialized initialized = get(process.initialize());
        assertEquals(Optional.of(ClaudeInstall.pinnedVersion()), initialized.version());
        assertEquals(Optional.of("default"), initialized.permissionMode());
        UUID prompt = UUID.randomUUID();
        process.sendUser(prompt, script("{\"text\":\"Grüße, two\\nlines 👋\"}"));
        idle();
        String streamed = String.join(
                "",
                recorder.all(StreamFrame.TextDelta.class).stream()
                        .map(StreamFrame.TextDelta::text)
                        .toList());
        assertEquals("Grüße, two\nlines 👋", streamed);
        assertEquals(
                List.of(new ContentBlock.Text(streamed)),
                recorder.await(MessageFrame.Assistant.class).content());
        MessageFrame.Result result = recorder.await(MessageFrame.Result.class);
        assertEquals("success", result.subtype());
        assertFalse(result.error());
        assertEquals(List.of(prompt.toString()), result.userMessages());
        assertEquals(
                List.of("queued", "started", "completed"),
                recorder.all(SessionFrame.CommandLifecycle.class).stream()
                        .map(SessionFrame.CommandLifecycle::state)
                        .toList());
        SessionFrame.Init init = recorder.await(SessionFrame.Init.class);
        assertEquals(session.toString(), init.sessionId());
        assertTrue(init.tools().contains("ExitPlanMode"), init.tools().toString());
        ClaudeLaunch.ALWAYS_DISALLOWED.forEach(tool -> assertFalse(init.tools().contains(tool), tool));
        assertEquals(
                List.of(),
                recorder.frames().stream()
                        .filter(frame -> frame instanceof CliFrame.Unknown || frame instanceof CliFrame.Noise)
                        .toList());
    }

    @Test
    void aQuestionIsAnsweredWithTheInputThatRuns() throws Exception {
        ClaudeProcess process = startNew(PermissionMode.DEFAULT);
        get(process.initialize());
        process.sendUser(
                UUID.randomUUID(),
                script(BASH.formatted("touch asked.txt"), BASH.formatted("touch second.txt"), "{\"text\":\"end\"}"));
        ControlFrame.CanUseTool question = recorder.await(ControlFrame.CanUseTool.class);
        assertEquals("Bash", question.toolName());
        assertEquals("touch asked.txt", question.input().getString("command"));
        process.allow(
                question.requestId(),
                Json.object().add("command", "touch changed.txt").build(),
                List.of());
        ControlFrame.CanUseTool second = recorder.await(
                ControlFrame.CanUseTool.class, other -> !other.requestId().equals(question.requestId()));
        process.deny(second.requestId(), "Not this one.", false);
        idle();
        assertTrue(Files.exists(work.resolve("changed.txt")));
        assertFalse(Files.exists(work.resolve("asked.txt")));
        assertFalse(Files.exists(work.resolve("second.txt")));
        MessageFrame.User refused = recorder.await(
                MessageFrame.User.class,
                user -> user.content().stream()
                        .anyMatch(block -> block instanceof ContentBlock.ToolResult result && result.error()));
        assertEquals(
                new ContentBlock.ToolResult(second.toolUseId(), List.of(new ContentBlock.Text("Not this one.")), true),
                refused.content().getFirst());
    }

    @Test
    void oneInterruptStopsTheTurnAndWhatWaits() throws Exception {
        ClaudeProcess process = startNew(PermissionMode.DEFAULT);
        get(process.initialize());
        UUID running = UUID.randomUUID();
        UUID waiting = UUID.randomUUID();
        process.sendUser(running, script("{\"text\":\"word \",\"repeat\":1000,\"deltaChars\":5,\"delayMillis\":50}"));
        recorder.await(StreamFrame.TextDelta.class);
        process.sendUser(waiting, script("{\"text\":\"never\"}"));
        recorder.await(
                SessionFrame.CommandLifecycle.class,
                life -> life.equals(new SessionFrame.CommandLifecycle(waiting.toString(), "queued")));
        assertEquals(new Interrupted(List.of(), List.of(waiting.toString())), get(process.interrupt(true)));
        idle();
        MessageFrame.Result result = recorder.await(MessageFrame.Result.class);
        assertEquals("error_during_execution", result.subtype());
        assertEquals(Optional.of("aborted_streaming"), result.terminalReason());
        for (UUID uuid : List.of(running, waiting)) {
            recorder.await(
                    SessionFrame.CommandLifecycle.class,
                    life -> life.equals(new SessionFrame.CommandLifecycle(uuid.toString(), "cancelled")));
        }
        assertTrue(process.isAlive());
    }

    @Test
    void rulesAreInForceAsAppliedAndMalformedOnesAreMissing() throws Exception {
        ClaudeProcess process = startNew(PermissionMode.DEFAULT);
        get(process.initialize());
        JsonObject permissions = Json.object()
                .add("deny", Json.array().add("Bash(curl *)").add("Bash("))
                .add("ask", Json.array().add("WebFetch"))
                .add("allow", Json.array().add("Read(./x)"))
                .build();
        get(process.applyFlagSettings(
                Json.object().add("permissions", permissions).build()));
        List<PermissionRule> applied = get(process.listPermissionRules()).stream()
                .filter(rule -> PermissionRule.APPLIED.equals(rule.source()))
                .toList();
        assertEquals(
                List.of(
                        new PermissionRule("allow", "Read(./x)", PermissionRule.APPLIED),
                        new PermissionRule("ask", "WebFetch", PermissionRule.APPLIED),
                        new PermissionRule("deny", "Bash(curl *)", PermissionRule.APPLIED)),
                applied);
    }

    @Test
    void theModeInForceIsReportedAndAModeThatIsNotAllowedIsRefused() throws Exception {
        ClaudeProcess process = startNew(PermissionMode.DEFAULT);
        get(process.initialize());
        assertEquals("acceptEdits", get(process.setPermissionMode(PermissionMode.ACCEPT_EDITS)));
        recorder.await(
                SessionFrame.Status.class, status -> status.permissionMode().equals(Optional.of("acceptEdits")));
        CompletionException refused = assertThrows(
                CompletionException.class,
                () -> process.setPermissionMode(PermissionMode.BYPASS_PERMISSIONS)
                        .join());
        assertEquals(Optional.of("bypass_not_launched"), ((ControlException) refused.getCause()).errorCode());
    }

    @Test
    void theSmallRequestsAreAnswered() throws Exception {
        ClaudeProcess process = startNew(PermissionMode.DEFAULT);
        get(process.initialize());
        assertTrue(get(process.generateSessionTitle("Mend the sign-in page")).isPresent());
        assertTrue(get(process.getSettings()).containsKey("effective"));
        assertFalse(get(process.cancelAsyncMessage(UUID.randomUUID())));
        get(process.stopTask("none"));
        CompletionException unknown = assertThrows(
                CompletionException.class,
                () -> process.request(Json.object().add("subtype", "nonsense").build(), PATIENCE)
                        .join());
        assertEquals(Optional.of("unsupported_request"), ((ControlException) unknown.getCause()).errorCode());
    }

    @Test
    void closeEndsARunningCommandWithinASecond() throws Exception {
        ClaudeProcess process = startNew(PermissionMode.BYPASS_PERMISSIONS);
        get(process.initialize());
        process.sendUser(
                UUID.randomUUID(),
                script(BASH.formatted("(setsid sleep 4711 &) ; echo $$ > pid; true; sleep 25"), "{\"text\":\"end\"}"));
        recorder.await(MessageFrame.Assistant.class);
        Path pid = work.resolve("pid");
        awaitContent(pid);
        ProcessHandle shell =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        long before = System.nanoTime();
        ClaudeExit exit = process.close(Duration.ofSeconds(10));
        assertTrue(System.nanoTime() - before < Duration.ofSeconds(5).toNanos());
        assertTrue(exit.requested());
        shell.onExit().get(5, TimeUnit.SECONDS);
        assertEquals(
                List.of(),
                ProcessHandle.allProcesses()
                        .filter(other -> other.info().commandLine().orElse("").equals("sleep 4711"))
                        .toList());
    }

    private static void awaitContent(Path file) throws Exception {
        try (var watch = file.getFileSystem().newWatchService()) {
            file.getParent()
                    .register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!Files.exists(file) || Files.size(file) == 0) {
                assertTrue(System.nanoTime() < deadline, "nothing in " + file);
                watch.poll(200, TimeUnit.MILLISECONDS);
            }
        }
    }
}
