package dev.gatehouse.agent.isolation;

import dev.gatehouse.agent.configuration.UidRange;
import dev.gatehouse.contract.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Each owner's workers run under a uid of their own, without a capability and without a way to one. */
final class OsUserIsolation implements WorkerIsolation {

    private static final System.Logger LOG = System.getLogger(OsUserIsolation.class.getName());

    /** Where the CLI puts its sockets if the path in its own TMPDIR is too long for one (103 bytes; 2.1.330). */
    private static final String SOCKETS = "/tmp/cc-socks-";

    /** What an owner itself does to leave nothing: as that uid, so that it can touch nobody else's. */
    static final String SWEEP = "rm -rf " + SOCKETS + "$(id -u); kill -KILL -1";

    private final WorkerMarks marks;
    private final Setpriv setpriv;
    private final OrphanGuard guard;
    private final UidRange uids;
    private final Optional<Problem> problem;

    OsUserIsolation(WorkerMarks marks, Setpriv setpriv, UidRange uids, Optional<Problem> problem) {
        this.marks = marks;
        this.setpriv = setpriv;
        this.guard = OrphanGuard.ofUids(setpriv);
        this.uids = uids;
        this.problem = problem;
    }

    @Override
    public Strength strength() {
        return Strength.OS_USER;
    }

    @Override
    public Confinement confine(OptionalInt uid) {
        int worker = worker(uid);
        guard.watch(Integer.toString(worker));
        return new Confinement(setpriv.asUser(worker), marks.next());
    }

    @Override
    public Optional<String> bypassObstacle() {
        return Optional.empty();
    }

    @Override
    public Optional<Problem> problem() {
        return problem;
    }

    @Override
    public Outcome tryOut(List<String> command, Duration patience) throws IOException {
        return Outcome.of(setpriv.asUser(uids.last()), command, patience);
    }

    @Override
    public Outcome runAsOwner(OptionalInt uid, List<String> command, Duration patience) throws IOException {
        return Outcome.of(setpriv.asUser(worker(uid)), command, patience);
    }

    @Override
    public void killWorker(ProcessHandle worker, Confinement confinement) {
        WorkerProcesses.killTree(worker, confinement.mark()::equals);
    }

    /** {@code kill -1} under that very uid: the kernel signals all of its processes at once, so none can fork away. */
    @Override
    public void killOwner(OptionalInt owner) {
        int uid = worker(owner);
        if (WorkerProcesses.ofUid(uid).isEmpty() && !Files.isDirectory(Path.of(SOCKETS + uid))) {
            return;
        }
        try {
            Outcome.of(setpriv.asUser(uid), List.of("sh", "-c", SWEEP), WorkerProcesses.PATIENCE);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "cannot kill the processes of uid " + uid, e);
        }
        WorkerProcesses.kill(WorkerProcesses.ofUid(uid));
    }

    @Override
    public void killLeftovers(Set<Integer> given) {
        WorkerProcesses.killMarked(marks::ofThisAgent);
        WorkerProcesses.uids().stream()
                .filter(given::contains)
                .map(OptionalInt::of)
                .forEach(this::killOwner);
    }

    private int worker(OptionalInt uid) {
        int value = uid.orElseThrow(() -> new IllegalArgumentException("a worker needs a uid of its owner"));
        if (!uids.contains(value)) {
            throw new IllegalArgumentException("uid " + value + " is not one of the workers' " + uids);
        }
        return value;
    }
}
