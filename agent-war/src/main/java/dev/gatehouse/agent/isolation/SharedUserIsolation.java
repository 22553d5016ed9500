package dev.gatehouse.agent.isolation;

import dev.gatehouse.contract.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Workers run as the ordinary user that runs the agent. */
final class SharedUserIsolation implements WorkerIsolation {

    private final WorkerMarks marks;
    private final OrphanGuard guard = OrphanGuard.ofMarks();
    private final List<String> prefix;
    private final Optional<String> bypassObstacle;
    private final Optional<Problem> problem;

    /** @param setpriv without which workers cannot be tied to the agent's life */
    SharedUserIsolation(
            WorkerMarks marks, Optional<Setpriv> setpriv, Optional<String> bypassObstacle, Optional<Problem> problem) {
        this.marks = marks;
        this.prefix = setpriv.map(Setpriv::sameUser).orElse(List.of());
        this.bypassObstacle = bypassObstacle;
        this.problem = problem;
    }

    @Override
    public Strength strength() {
        return Strength.NONE;
    }

    @Override
    public Confinement confine(OptionalInt uid) {
        if (uid.isPresent()) {
            throw new IllegalArgumentException("workers share the agent's user here, but one was to run as " + uid);
        }
        guard.watch(marks.common());
        return new Confinement(prefix, marks.next());
    }

    @Override
    public Optional<String> bypassObstacle() {
        return bypassObstacle;
    }

    @Override
    public Optional<Problem> problem() {
        return problem;
    }

    @Override
    public Outcome tryOut(List<String> command, Duration patience) throws IOException {
        return Outcome.of(prefix, command, patience);
    }

    @Override
    public Outcome runAsOwner(OptionalInt uid, List<String> command, Duration patience) throws IOException {
        return Outcome.of(prefix, command, patience);
    }

    @Override
    public void killWorker(ProcessHandle worker, Confinement confinement) {
        WorkerProcesses.killTree(worker, confinement.mark()::equals);
    }

    @Override
    public void killOwner(OptionalInt uid) {
        // the uid is the agent's own: only marks tell workers apart
    }

    @Override
    public void killLeftovers(Set<Integer> uids) {
        WorkerProcesses.killMarked(marks::ofThisAgent);
    }
}
