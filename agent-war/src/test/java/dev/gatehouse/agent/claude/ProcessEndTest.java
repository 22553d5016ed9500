package dev.gatehouse.agent.claude;

import static dev.gatehouse.agent.claude.ScriptedCli.LONG;
import static dev.gatehouse.agent.claude.ScriptedCli.controlFailure;
import static dev.gatehouse.agent.claude.ScriptedCli.exit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a process and of all it has started. */
class ProcessEndTest {

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
    void whatDoesNotEndWhenAskedGetsSigterm() throws Exception {
        ClaudeProcess process = cli.run("trap 'exit 7' TERM; echo '{\"type\":\"up\"}'; while :; do sleep 0.1; done");
        cli.recorder.await(CliFrame.Unknown.class);
        ClaudeExit exit = process.close(Duration.ofSeconds(2));
        assertEquals(7, exit.code());
        assertTrue(exit.requested());
    }

    @Test
    void whatIgnoresSigtermGetsSigkill() {
        ClaudeProcess process = cli.run("trap '' TERM; echo '{\"type\":\"up\"}'; while :; do sleep 0.1; done");
        cli.recorder.await(CliFrame.Unknown.class);
        long before = System.nanoTime();
        assertEquals(137, process.close(Duration.ofSeconds(2)).code());
        assertTrue(System.nanoTime() - before < Duration.ofSeconds(7).toNanos());
        assertFalse(process.isAlive());
    }

    @Test
    void withoutADeadlineItIsKilledAtOnce() {
        ClaudeProcess process = cli.run("echo '{\"type\":\"up\"}'; cat > in; while :; do sleep 0.1; done");
        cli.recorder.await(CliFrame.Unknown.class);
        assertEquals(137, process.close(Duration.ZERO).code());
    }

    @Test
    void theWholeTreeEndsAlsoWhatDetachedItself() throws Exception {
        ClaudeProcess process = cli.run("""
                sleep 1000 & echo $! >> pids
                setsid bash -c 'trap "" HUP TERM; sleep 1001 & echo $! >> pids; wait' &
                (setsid nohup sleep 1002 > /dev/null 2>&1 & echo $! >> pids)
                while [ $(wc -l < pids) -lt 3 ]; do sleep 0.05; done
                echo '{"type":"up"}'
                trap '' TERM
                while :; do sleep 0.1; done
                """);
        cli.recorder.await(CliFrame.Unknown.class);
        process.close(Duration.ofMillis(400));
        assertAllGone();
    }

    @Test
    void theTreeOfAProcessThatCrashedEndsToo() throws Exception {
        ClaudeProcess process = cli.run("""
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
        ClaudeProcess process = cli.run("""
                (env -i PATH=$PATH setsid sleep 30 & echo $! > holder)
                exit 3
                """);
        CompletableFuture<Initialized> waiting = process.initialize();
        try {
            assertEquals(3, exit(process).code());
            controlFailure(waiting);
            assertEquals(1, cli.recorder.exits().size());
        } finally {
            ProcessHandle.of(Long.parseLong(
                            Files.readString(directory.resolve("holder")).strip()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void closeTwiceIsNoFailure() {
        ClaudeProcess process = cli.run("cat > /dev/null");
        ClaudeExit exit = process.close(LONG);
        assertEquals(exit, process.close(LONG));
        assertEquals(1, cli.recorder.exits().size());
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
}
