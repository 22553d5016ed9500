package dev.gatehouse.agent.dryrun.control;

import static dev.gatehouse.agent.dryrun.control.DryRunHost.bash;
import static dev.gatehouse.agent.dryrun.control.DryRunHost.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.agent.isolation.Bubblewrap;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.contract.ToolCall;
import dev.gatehouse.contract.Verdict;
import dev.gatehouse.contract.Verdict.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A dry run changes nothing, reaches nothing and leaves nothing behind, in a mode in which everything runs. */
class NothingHappensIT {

    private static final int PATIENCE_SECONDS = 20;

    private final DryRunHost host = new DryRunHost();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void theWorkspaceIsTheSameBeforeAndAfterEveryTool() throws Exception {
        host.file("here.txt", "old");
        host.file("notebook.ipynb", "{\"cells\":[],\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":5}");
        String before = tree();
        List<Verdict> verdicts = host.verdicts(
                PermissionMode.BYPASS_PERMISSIONS, Rules.NONE, everyTool().toArray(ToolCall[]::new));

        assertEquals(before, tree());
        assertTrue(
                verdicts.stream().filter(each -> each.outcome() == Outcome.RUNS).count() > 10,
                () -> "nearly all would really have run: " + verdicts);
        host.file("here.txt", "new");
        assertNotEquals(before, tree(), "the hash would tell");
    }

    private List<ToolCall> everyTool() {
        String project = host.workspace().project().toString();
        return List.of(
                call("Write", "file_path", project + "/new.txt", "content", "x"),
                call("Write", "file_path", project + "/.git/hooks/pre-commit", "content", "x"),
                call("Write", "file_path", host.workspace().home() + "/.bashrc", "content", "x"),
                call("Edit", "file_path", project + "/here.txt", "old_string", "old", "new_string", "new"),
                call(
                        "NotebookEdit",
                        "notebook_path",
                        project + "/notebook.ipynb",
                        "new_source",
                        "x",
                        "edit_mode",
                        "insert",
                        "cell_type",
                        "code"),
                call("Read", "file_path", project + "/here.txt"),
                bash("touch touched.txt; echo x > ../tmp/x"),
                bash("rm here.txt"),
                bash("git init; mkdir a b; mv here.txt a"),
                bash("nohup sleep 600 & disown; setsid sleep 600 &"),
                call("Glob", "pattern", "*"),
                call("Grep", "pattern", "old"),
                call("WebFetch", "url", "https://example.com/", "prompt", "x"),
                call("WebSearch", "query", "weather"),
                call("Monitor", "command", "touch monitored.txt", "description", "x"),
                call("TodoWrite"),
                call("Task", "description", "x", "prompt", "x", "subagent_type", "general-purpose"));
    }

    @Test
    void nothingIsLeftRunning() {
        host.verdicts(PermissionMode.BYPASS_PERMISSIONS, Rules.NONE, bash("sleep 600 &"), bash("ls"));

        assertEquals(List.of(), processes());
    }

    /** The defence is the namespace without a network: with it the listener is not there, without it it is. */
    @Test
    void whatRunsInItReachesNeitherTheNetworkNorTheAgent() throws Exception {
        try (ServerSocket agent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String connect = "exec 3<>/dev/tcp/127.0.0.1/" + agent.getLocalPort();
            List<String> command = command(connect);
            assertNotEquals(0, run(command));

            List<String> undefended = new ArrayList<>(command);
            assertTrue(undefended.remove("--unshare-net"));
            assertEquals(0, run(undefended));
        }
    }

    /** The defences are the mounts: outside of them the same command can write. */
    @Test
    void whatRunsInItCanWriteNeitherTheWorkspaceNorSeeOtherPeoplesNorTheData() throws Exception {
        host.file("here.txt", "old");
        Path project = host.workspace().project();
        Path others = host.workspaces.of(java.util.UUID.randomUUID()).project();
        assertEquals(0, run(command("cat " + project + "/here.txt")));
        assertNotEquals(0, run(command("echo x > " + project + "/here.txt")));
        assertNotEquals(0, run(command("test -e " + others)));
        assertNotEquals(0, run(command("test -e " + host.data + "/uids")));
        assertNotEquals(0, run(command("touch /usr/x /etc/x /x")));
        assertEquals(0, run(command("touch /tmp/x && test $(id -u) != 0 && test $(ls -d /proc/[0-9]* | wc -l) -lt 6")));
        assertEquals("old", Files.readString(project.resolve("here.txt")));
    }

    private List<String> command(String script) {
        Site site = Site.of(host.workspace());
        List<String> command = new ArrayList<>(host.bubblewrap.prefix(new Bubblewrap.View(
                site.project(), List.of(site.project(), site.home()), List.of(site.config(), site.tmp()), Map.of())));
        command.addAll(host.isolation.confine(site.uid()).prefix());
        command.addAll(List.of("bash", "-c", script));
        return command;
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "no end of " + command);
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private List<Long> processes() {
        String workspace = host.owner.toString(); // a part of HOME
        return ProcessHandle.allProcesses()
                .filter(process -> environment(process.pid()).contains(workspace))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static String environment(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private String tree() throws Exception {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        Path around = host.workspace().project().getParent();
        try (Stream<Path> files = Files.walk(around)) {
            for (Path file : files.sorted().toList()) {
                hash.update((around.relativize(file) + " " + Files.getPosixFilePermissions(file) + " "
                                + (file.equals(around) ? "" : Files.getLastModifiedTime(file)))
                        .getBytes(StandardCharsets.UTF_8));
                if (Files.isRegularFile(file)) {
                    hash.update(Files.readAllBytes(file));
                }
            }
        }
        assertFalse(Files.exists(around.resolve("project/new.txt")));
        return HexFormat.of().formatHex(hash.digest());
    }
}
