package dev.gatehouse.agent.isolation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** util-linux setpriv(1): changes what a process may, then becomes the command. */
record Setpriv(Path program) {

    static Optional<Setpriv> find() {
        return Programs.find("setpriv").map(Setpriv::new);
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
