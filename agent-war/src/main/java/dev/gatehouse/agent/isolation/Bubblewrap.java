package dev.gatehouse.agent.isolation;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * bubblewrap's bwrap(1): a process with a view of the disk, of processes and of the network of its own. What it starts
 * ends with it, whatever that did to get away: the pid namespace dies as a whole.
 *
 * <p>What comes before the worker's own prefix: as root, bwrap needs no user namespace and the worker's {@code setpriv}
 * drops to its uid inside; as an ordinary user, the kernel must allow user namespaces.
 */
public final class Bubblewrap {

    private static final List<String> SYSTEM = List.of("/usr", "/etc", "/opt");

    /** Directories of the system on older Debians, links into {@code /usr} on newer ones. */
    private static final List<String> SYSTEM_LINKS = List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64");

    private static final String PASSABLE = "0755";
    private static final String ANYBODYS = "0777";
    private static final String STICKY = "1777";

    private final Path program;
    private final Optional<Problem> problem;

    Bubblewrap(Path program, Optional<Problem> problem) {
        this.program = program;
        this.problem = problem;
    }

    /**
     * What a process sees beside a read-only system and a {@code /tmp}, {@code /run}, {@code /proc} and {@code /dev} of
     * its own. All paths are absolute and the same inside as outside, but for sockets.
     *
     * @param workingDirectory one of {@code readOnly}
     * @param scratch empty directories that can be written and are gone with the process
     * @param sockets unix sockets of the host, by their path inside
     */
    public record View(Path workingDirectory, List<Path> readOnly, List<Path> scratch, Map<Path, Path> sockets) {

        public View {
            readOnly = List.copyOf(readOnly);
            scratch = List.copyOf(scratch);
            sockets = Map.copyOf(sockets);
        }
    }

    /** Why nothing can be started under it here, for an administrator to read. */
    public Optional<Problem> problem() {
        return problem;
    }

    /**
     * The command to be put before another, with no network, no other processes and no IPC to be seen.
     *
     * @throws GatehouseException if it is not possible on this host
     */
    public List<String> prefix(View view) {
        problem.ifPresent(found -> {
            throw new GatehouseException(found);
        });
        List<String> line = new ArrayList<>(List.of(
                program.toString(),
                "--unshare-net",
                "--unshare-pid",
                "--unshare-ipc",
                "--unshare-uts",
                "--die-with-parent",
                "--new-session"));
        system(line);
        view.readOnly().forEach(path -> {
            ancestors(line, path);
            line.addAll(List.of("--ro-bind", path.toString(), path.toString()));
        });
        view.scratch().forEach(path -> {
            ancestors(line, path);
            line.addAll(List.of("--perms", ANYBODYS, "--tmpfs", path.toString()));
        });
        view.sockets().forEach((inside, outside) -> {
            ancestors(line, inside);
            line.addAll(List.of("--ro-bind", outside.toString(), inside.toString()));
        });
        line.addAll(
                List.of("--remount-ro", "/", "--chdir", view.workingDirectory().toString(), "--"));
        return line;
    }

    private static void system(List<String> line) {
        SYSTEM.forEach(path -> line.addAll(List.of("--ro-bind-try", path, path)));
        for (String path : SYSTEM_LINKS) {
            Path link = Path.of(path);
            if (Files.isSymbolicLink(link)) {
                line.addAll(List.of("--symlink", target(link), path));
            } else if (Files.isDirectory(link)) {
                line.addAll(List.of("--ro-bind", path, path));
            }
        }
        line.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--perms", STICKY, "--tmpfs", "/tmp"));
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            throw new GatehouseException(
                    ProblemCode.INTERNAL, "The system's directory " + link + " cannot be read.", e);
        }
    }

    /** Made by ourselves: bwrap would close those above a private directory to everyone but root (0.8.0). */
    private static void ancestors(List<String> line, Path path) {
        Path step = path.getRoot();
        for (Path name : path.getParent()) {
            step = step.resolve(name);
            line.addAll(List.of("--perms", PASSABLE, "--dir", step.toString()));
        }
    }
}
