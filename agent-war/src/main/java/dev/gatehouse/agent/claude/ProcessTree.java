package dev.gatehouse.agent.claude;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Everything that a worker has started. Descendants are only found while their parents live, and a command that starts
 * a session of its own ({@code setsid}, {@code nohup … &}) is nobody's descendant once its shell has ended; so the
 * worker's environment also carries a mark which all it starts inherit, and which is looked for in /proc.
 *
 * <p>A command that wipes its environment and detaches itself escapes this; only a pid namespace holds that.
 */
final class ProcessTree {

    static final String MARK = "GATEHOUSE_WORKER";

    private static final Path PROC = Path.of("/proc");
    private static final int ROUNDS = 10;
    private static final long ROUND_PATIENCE_MILLIS = 200;

    private final ProcessHandle root;
    private final byte[] mark;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    ProcessTree(ProcessHandle root, String mark) {
        this.root = root;
        this.mark = (MARK + '=' + mark + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    /** Kills all that the root has started, and not the root: once the root is gone they are harder to find. */
    synchronized void killChildren() {
        root.descendants().forEach(seen::add);
        seen.addAll(marked());
        seen.removeIf(process -> !process.isAlive());
        seen.forEach(ProcessHandle::destroyForcibly);
    }

    /** After the root's end: until nothing marked is left, as what is being killed may have started more. */
    synchronized void sweep() {
        killChildren();
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> left = marked();
            if (left.isEmpty()) {
                return;
            }
            left.forEach(ProcessHandle::destroyForcibly);
            left.forEach(ProcessTree::awaitEnd);
        }
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(ROUND_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException alive) {
            // The next round looks again.
        }
    }

    private List<ProcessHandle> marked() {
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (carriesMark(process)) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .filter(handle -> !handle.equals(root))
                            .ifPresent(found::add);
                }
            }
        } catch (IOException | DirectoryIteratorException | NumberFormatException noProc) {
            // Not a Linux: the descendants are all that can be known.
        }
        return found;
    }

    private boolean carriesMark(Path process) {
        try {
            byte[] environment = Files.readAllBytes(process.resolve("environ"));
            return contains(environment, mark);
        } catch (IOException goneOrForeign) {
            return false;
        }
    }

    private static boolean contains(byte[] text, byte[] part) {
        for (int from = 0; from + part.length <= text.length; from++) {
            boolean begins = from == 0 || text[from - 1] == 0;
            if (begins && Arrays.equals(text, from, from + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
