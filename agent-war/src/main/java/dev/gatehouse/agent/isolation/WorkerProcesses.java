package dev.gatehouse.agent.isolation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds processes in {@code /proc} and ends them. */
final class WorkerProcesses {

    /** How long to wait until killed processes are gone. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A tree that spawns while it is being killed is gone over again, but not for ever. */
    private static final int ROUNDS = 10;

    private static final Path PROC = Path.of("/proc");

    private WorkerProcesses() {}

    static void killTree(ProcessHandle root, Predicate<String> mark) {
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> found = new ArrayList<>(root.descendants().toList());
            found.addAll(marked(mark));
            if (round == 0 || root.isAlive()) {
                found.add(root);
            }
            if (found.stream().noneMatch(ProcessHandle::isAlive)) {
                return;
            }
            kill(found);
        }
    }

    static void killMarked(Predicate<String> mark) {
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> found = marked(mark);
            if (found.isEmpty()) {
                return;
            }
            kill(found);
        }
    }

    /** @return processes whose environment carries a mark that fits; those of others are not readable and not found. */
    static List<ProcessHandle> marked(Predicate<String> mark) {
        return processes()
                .filter(process -> mark(process.pid()).filter(mark).isPresent())
                .toList();
    }

    /** @return live processes that run under this uid; one that only waits to be reaped does not count. */
    static List<ProcessHandle> ofUid(int uid) {
        return processes()
                .filter(process -> uid(process.pid()).equals(OptionalInt.of(uid)))
                .toList();
    }

    /** @return the uids under which any process is alive. */
    static Set<Integer> uids() {
        return processes()
                .flatMap(process -> uid(process.pid()).stream().boxed())
                .collect(Collectors.toSet());
    }

    private static Stream<ProcessHandle> processes() {
        long self = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses().filter(process -> process.pid() != self);
    }

    private static Optional<String> mark(long pid) {
        try {
            String environment =
                    new String(Files.readAllBytes(PROC.resolve(pid + "/environ")), StandardCharsets.ISO_8859_1);
            String name = Confinement.MARK + "=";
            return Stream.of(environment.split("\0"))
                    .filter(each -> each.startsWith(name))
                    .map(each -> each.substring(name.length()))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** @return the real uid; empty if it has ended or only waits to be reaped. */
    private static OptionalInt uid(long pid) {
        try {
            List<String> status = Files.readAllLines(PROC.resolve(pid + "/status"), StandardCharsets.ISO_8859_1);
            if (status.stream().anyMatch(line -> line.startsWith("State:\tZ"))) {
                return OptionalInt.empty();
            }
            return status.stream()
                    .filter(line -> line.startsWith("Uid:"))
                    .mapToInt(line -> Integer.parseInt(line.split("\\s+")[1]))
                    .findFirst();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    static void kill(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(WorkerProcesses::awaitEnd);
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            System.getLogger(WorkerProcesses.class.getName())
                    .log(System.Logger.Level.WARNING, "process {0} outlives its kill", String.valueOf(process.pid()));
        }
    }
}
