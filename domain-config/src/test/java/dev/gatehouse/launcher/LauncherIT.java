package dev.gatehouse.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process of its own, with stand-ins for Payara and the CLI. */
class LauncherIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GREETING = "Stop      Ctrl-C";

    @TempDir
    Path machine;

    private final List<Process> started = new ArrayList<>();
    private Path data;
    private Path output;

    @BeforeEach
    void passableMachine() throws IOException {
        Files.setPosixFilePermissions(machine, PosixFilePermissions.fromString("rwxr-xr-x"));
        data = machine.resolve("data");
        output = machine.resolve("output");
        Scripts.write(machine.resolve("claude"), "echo '" + ClaudeInstall.pinnedVersion() + " (Claude Code)'");
    }

    @AfterEach
    void endAll() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    @Test
    void aStartShowsTheWayInAndTermTakesEverythingDown() throws Exception {
        Process launcher = launch(Map.of("ANTHROPIC_API_KEY", "sk-test"));
        await("the greeting", () -> printed().contains(GREETING));
        assertTrue(printed().contains("Sign in   admin, password "), this::printed);
        assertTrue(printed().contains("Messages API"), this::printed);
        assertTrue(printed().contains("[web] INFO dev.gatehouse.Fake: serving"), this::printed);
        assertFalse(printed().contains("sk-test"), this::printed);
        List<ProcessHandle> all = launcher.descendants().toList();
        assertEquals(4, all.size(), "two servers, and what each of them started");
        launcher.destroy();
        assertTrue(launcher.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(143, launcher.exitValue());
        assertTrue(all.stream().noneMatch(ProcessHandle::isAlive), "none is left");
        assertTrue(printed().strip().endsWith("stopped"), this::printed);
        assertTrue(printed().contains("[web] WARNING some.library: last words"), this::printed);
    }

    @Test
    void aServerThatDoesNotEndWhenAskedIsEnded() throws Exception {
        Process launcher = launch(Map.of("GATEHOUSE_FAKE_STUBBORN", "agent"));
        await("the greeting", () -> printed().contains(GREETING));
        List<ProcessHandle> all = launcher.descendants().toList();
        launcher.destroy();
        assertTrue(launcher.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertTrue(all.stream().noneMatch(ProcessHandle::isAlive), "none is left");
    }

    @Test
    void noSecretIsInAnArgument() throws Exception {
        Process launcher = launch(Map.of("GATEHOUSE_ADMIN_PASSWORD", "correct horse battery"));
        await("the greeting", () -> printed().contains(GREETING));
        String key =
                Files.readString(data.resolve("secrets/service-token.keys")).strip();
        try (Stream<ProcessHandle> servers = launcher.descendants()) {
            for (ProcessHandle server : servers.toList()) {
                String line = Files.readString(Path.of("/proc/" + server.pid() + "/cmdline"));
                String environment = Files.readString(Path.of("/proc/" + server.pid() + "/environ"));
                for (String secret : List.of("correct horse", key.substring(key.indexOf(':')))) {
                    assertFalse(line.contains(secret) || environment.contains(secret));
                }
            }
        }
        assertFalse(printed().contains("correct horse"), this::printed);
    }

    @Test
    void aServerThatEndsBeforeItIsReadyEndsTheStartWithItsLastWords() throws Exception {
        Process launcher = launch(Map.of("GATEHOUSE_FAKE_WEB", "crash"));
        assertTrue(launcher.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(1, launcher.exitValue());
        assertTrue(printed().contains("web ended with exit code 3 before it was ready"), this::printed);
        assertTrue(printed().contains("cannot go on"), this::printed);
    }

    @Test
    void aFailedDeploymentIsNoticedAtOnceThoughTheServerStays() throws Exception {
        Process launcher = launch(Map.of("GATEHOUSE_FAKE_AGENT", "not-deployed"));
        assertTrue(launcher.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(1, launcher.exitValue());
        assertTrue(
                printed()
                        .contains("agent could not be deployed. The cause:\n  some.Exception: the database is too new"),
                this::printed);
        assertTrue(Files.readString(data.resolve("log/agent.log")).contains("at some.Frame"));
    }

    @Test
    void aServerThatDiesLaterIsStartedAgain() throws Exception {
        launch(Map.of());
        await("the greeting", () -> printed().contains(GREETING));
        long first = pidOf("agent");
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        await("the second start", () -> printed().contains("agent is ready again"));
        assertTrue(pidOf("agent") != first);
        assertTrue(printed().contains("agent ended with exit code 137"), this::printed);
    }

    @Test
    void aRestartThatFailsIsFollowedByAnother() throws Exception {
        launch(Map.of());
        await("the greeting", () -> printed().contains(GREETING));
        for (String failure : List.of("crash", "not-deployed")) {
            nextStart("AGENT", failure);
            int ready = timesReady("agent");
            ProcessHandle.of(pidOf("agent")).orElseThrow().destroyForcibly();
            await("a start after " + failure, () -> timesReady("agent") > ready);
        }
        assertTrue(printed().contains("agent ended with exit code 3 before it was ready"), this::printed);
        assertTrue(printed().contains("agent could not be deployed"), this::printed);
    }

    @Test
    void whileOneIsBeingStartedTheOthersDeathIsSeen() throws Exception {
        launch(Map.of());
        await("the greeting", () -> printed().contains(GREETING));
        nextStart("AGENT", "never-ready");
        ProcessHandle.of(pidOf("agent")).orElseThrow().destroyForcibly();
        await("the agent's start", () -> printed().contains("[agent] INFO dev.gatehouse.Fake: starting"));
        ProcessHandle.of(pidOf("web")).orElseThrow().destroyForcibly();
        await("web's second start", () -> timesReady("web") == 1);
        assertEquals(0, timesReady("agent"), this::printed);
    }

    /** How the next start of a server goes, and only that one. */
    private void nextStart(String server, String behaviour) throws IOException {
        Files.writeString(machine.resolve("GATEHOUSE_FAKE_" + server), behaviour);
    }

    private int timesReady(String server) {
        return printed().split(server + " is ready again", -1).length - 1;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void evenKilledTheLauncherLeavesNoServerAndTheNextStartWorks() throws Exception {
        Process launcher = launch(Map.of());
        await("the greeting", () -> printed().contains(GREETING));
        // killed before it has noted that the password was shown, it shows it again: that is another case
        await("the note", () -> Files.notExists(data.resolve("secrets/admin-password-not-yet-shown")));
        List<ProcessHandle> servers = launcher.children().toList();
        launcher.destroyForcibly();
        await("the servers' end", () -> servers.stream().noneMatch(ProcessHandle::isAlive));
        launch(Map.of());
        await("the greeting", () -> printed().contains(GREETING));
        assertTrue(printed().contains("Sign in   with your account"), this::printed);
    }

    @Test
    void aSecondGatehouseOnTheSameFolderIsToldSo() throws Exception {
        launch(Map.of());
        await("the greeting", () -> printed().contains(GREETING));
        output = machine.resolve("second");
        Process second = launch(Map.of());
        assertTrue(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(1, second.exitValue());
        assertTrue(printed().contains("Another Gatehouse is using the data folder"), this::printed);
    }

    private Process launch(Map<String, String> environment) throws IOException {
        Path stand = FakeServer.jar(machine);
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dgatehouse.launcher.payara=" + stand,
                "-Dgatehouse.launcher.web=" + stand,
                "-Dgatehouse.launcher.agent=" + stand,
                "-Dgatehouse.launcher.configuration=" + Path.of("").toAbsolutePath(),
                "-cp",
                Path.of("target/classes").toAbsolutePath().toString(),
                Launcher.class.getName());
        builder.environment().keySet().removeIf(name -> name.startsWith("GATEHOUSE_") || name.startsWith("ANTHROPIC_"));
        builder.environment().putAll(environment);
        builder.environment().put("GATEHOUSE_DATA", data.toString());
        builder.environment().put("GATEHOUSE_WEB_PORT", "0");
        builder.environment().put("GATEHOUSE_AGENT_PORT", "0");
        builder.environment()
                .put("GATEHOUSE_CLAUDE_EXECUTABLE", machine.resolve("claude").toString());
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private long pidOf(String server) throws IOException {
        return Long.parseLong(
                Files.readString(data.resolve("run/" + server + ".pid")).split(" ")[0]);
    }

    private String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "no " + what + "\n" + printed());
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
