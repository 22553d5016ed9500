package dev.gatehouse.agent.isolation;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** util-linux setpriv(1): changes what a process may, then becomes the command. */
record Setpriv(Path program) {

    static Optional<Setpriv> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator))
                .filter(each -> !each.isEmpty())
                .map(each -> Path.of(each).toAbsolutePath().resolve("setpriv"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Setpriv::new);
    }

    /** No group, no capability, no set-uid program brings any back, and it dies with the thread that spawned it. */
    List<String> asUser(int uid) {
        return List.of(
                program.toString(),
                "--reuid=" + uid,
                "--regid=" + uid,
                "--clear-groups",
                "--inh-caps=-all",
                "--bounding-set=-all",
                "--no-new-privs",
                "--pdeathsig",
                "KILL",
                "--");
    }

    List<String> sameUser() {
        return List.of(program.toString(), "--no-new-privs", "--pdeathsig", "KILL", "--");
    }
}
