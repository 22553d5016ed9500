package dev.gatehouse.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A server of an earlier start that is still there: its launcher was killed, and it is ending on its own or cannot. It
 * writes to the same data, so nothing starts before it is gone.
 */
final class Leftover {

    private static final Duration OWN_END = Duration.ofSeconds(20);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private Leftover() {}

    /** The start time beside the id tells it from another process that got the same id later. */
    static void remember(Path pidFile, ProcessHandle process) throws IOException {
        PrivateFile.write(
                pidFile,
                process.pid() + " "
                        + startOf(process).map(Instant::toEpochMilli).orElse(0L));
    }

    static void await(Path pidFile, Consumer<String> progress) throws IOException {
        Optional<ProcessHandle> found = remembered(pidFile);
        if (found.isEmpty()) {
            return;
        }
        ProcessHandle process = found.get();
        progress.accept("waiting for process " + process.pid() + " of an earlier start to end");
        process.destroy();
        if (!ServerProcess.ended(process, OWN_END)) {
            Command.endTree(process);
            if (!ServerProcess.ended(process, KILL_LIMIT)) {
                throw new LaunchException(
                        "Process " + process.pid() + " of an earlier start does not end: end it, then start again.");
            }
        }
    }

    private static Optional<ProcessHandle> remembered(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        String[] parts = PrivateFile.read(pidFile).split(" ");
        if (parts.length != 2 || !parts[0].matches("\\d{1,18}") || !parts[1].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(parts[0]))
                .filter(ProcessHandle::isAlive)
                .filter(process -> startOf(process)
                        .map(Instant::toEpochMilli)
                        .filter(Long.valueOf(parts[1])::equals)
                        .isPresent());
    }

    private static Optional<Instant> startOf(ProcessHandle process) {
        return process.info().startInstant();
    }
}
