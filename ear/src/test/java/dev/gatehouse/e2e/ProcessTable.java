package dev.gatehouse.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All processes of this machine, as {@code /proc} shows them. */
final class ProcessTable {

    private static final Path PROC = Path.of("/proc");

    private ProcessTable() {}

    static Stream<String> commands() {
        return ProcessHandle.allProcesses().map(each -> command(each.pid())).filter(each -> !each.isEmpty());
    }

    /** Living processes with this text in their command line or environment, for a failure with their command. */
    static List<String> mentioning(String text) {
        return living(pid -> command(pid).contains(text) || read(pid, "environ").contains(text));
    }

    /** Living processes under one of these user ids. */
    static List<String> ofUsers(Predicate<Integer> uid) {
        return living(pid -> uid.test(uid(pid)));
    }

    private static List<String> living(Predicate<Long> which) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != ProcessHandle.current().pid())
                .filter(which)
                .map(pid -> pid + " " + command(pid))
                .filter(each -> !each.endsWith(" "))
                .toList();
    }

    private static int uid(long pid) {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith("Uid:"))
                .map(line -> Integer.parseInt(line.split("\\s+")[1]))
                .findFirst()
                .orElse(-1);
    }

    /** Empty for one that has ended and only waits to be reaped. */
    private static String command(long pid) {
        return read(pid, "cmdline").replace('\0', ' ').strip();
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(PROC.resolve(pid + "/" + file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
