package dev.gatehouse.agent.isolation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A process that reads from the agent what its workers can be known by, and when the agent is gone, however it went,
 * kills all that is still alive of them.
 *
 * <p>The parent-death signal reaches the worker alone: a command it was running goes on as nobody's child (seen on
 * 2.1.330: a {@code sleep} in Bash ran to its end after kill -9 of the agent). The end of a pipe is what a process
 * cannot avoid leaving behind when it dies, and this needs nothing a container may forbid, as a pid namespace does.
 */
final class OrphanGuard {

    private static final System.Logger LOG = System.getLogger(OrphanGuard.class.getName());

    /** Ctrl-C reaches all of a terminal's processes; this one still has its work before it then. */
    private static final String COLLECT =
            "trap '' INT TERM HUP; found=; while read -r each; do found=\"$found $each\"; done; ";

    /** By uid, so that what cleaned its environment is found too; the kernel signals all of a uid's at once. */
    private static final String KILL_UIDS = "for uid in $found; do"
            + " \"$0\" --reuid=\"$uid\" --regid=\"$uid\" --clear-groups -- sh -c '"
            + OsUserIsolation.SWEEP + "'; done";

    /** Some rounds, as what is being killed may be starting more. */
    private static final String KILL_MARKED = "for round in 1 2 3 4 5; do for mark in $found; do"
            + " pids=$(grep -lsF \"$0=$mark\" /proc/[0-9]*/environ | cut -d/ -f3);"
            + " [ -z \"$pids\" ] || kill -KILL $pids; done; done";

    private final List<String> command;
    private final Set<String> watched = new LinkedHashSet<>();
    private Process process;

    private OrphanGuard(String script, String argument) {
        this.command = List.of("sh", "-c", COLLECT + script, argument);
    }

    /** Is told uids, and kills all that runs under them. */
    static OrphanGuard ofUids(Setpriv setpriv) {
        return new OrphanGuard(KILL_UIDS, setpriv.program().toString());
    }

    /** Is told beginnings of marks, and kills all that carries one. */
    static OrphanGuard ofMarks() {
        return new OrphanGuard(KILL_MARKED, Confinement.MARK);
    }

    /** Before the first process that it is to watch is started. A guard that is gone is replaced. */
    synchronized void watch(String what) {
        boolean known = !watched.add(what);
        boolean alive = process != null && process.isAlive();
        if (known && alive) {
            return;
        }
        try {
            if (alive) {
                tell(Set.of(what));
            } else {
                process = start();
                tell(watched);
            }
        } catch (IOException e) {
            // the worker is still tied to the agent by its parent-death signal; the next start kills the rest
            LOG.log(System.Logger.Level.WARNING, "what workers start may outlive a crash of the agent", e);
        }
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .directory(Path.of("/").toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin"));
        return builder.start();
    }

    private void tell(Set<String> all) throws IOException {
        OutputStream pipe = process.getOutputStream();
        pipe.write((String.join("\n", all) + "\n").getBytes(StandardCharsets.US_ASCII));
        pipe.flush();
    }

    /** The guard itself; its work begins when what it reads from ends. */
    synchronized Process process() {
        return process;
    }
}
