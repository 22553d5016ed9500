package dev.gatehouse.agent.isolation;

import dev.gatehouse.contract.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The confinement in force on this host. When the agent dies, by kill -9 too, so does all its workers have started:
 * workers by a parent-death signal, what they run by {@link OrphanGuard}.
 *
 * <p>Whoever starts a worker does so from a platform thread that lives as long as the worker: the kernel ties a
 * parent-death signal to the thread that spawned the process, not to the JVM (prctl(2), PR_SET_PDEATHSIG).
 */
public sealed interface WorkerIsolation permits OsUserIsolation, SharedUserIsolation {

    Strength strength();

    /**
     * A confinement for one new worker, whose processes are watched from now on.
     *
     * @param uid the owner's; present if and only if the strength gives each owner one
     * @throws IllegalArgumentException if the uid is not one a worker may run under; a worker never runs as root
     */
    Confinement confine(OptionalInt uid);

    /** Why {@code bypassPermissions} cannot be used here, for the person to read; empty if it can. */
    Optional<String> bypassObstacle();

    /** Why no worker can be started here at all, for an administrator to read. */
    Optional<Problem> problem();

    /**
     * Runs a command to its end under a confinement that is no owner's, with an empty environment: to see whether
     * workers could.
     *
     * @throws IOException if it cannot be started
     */
    Outcome tryOut(List<String> command, Duration patience) throws IOException;

    /**
     * Runs a command to its end as the owner: it can reach what the owner's workers could and nothing else, whatever
     * links they have left.
     *
     * @throws IOException if it cannot be started
     */
    Outcome runAsOwner(OptionalInt uid, List<String> command, Duration patience) throws IOException;

    /**
     * Kills a worker and what it started: its descendants, and those that left the tree ({@code setsid}) but still
     * carry its mark. Returns when they are gone or after {@link WorkerProcesses#PATIENCE}.
     *
     * @param worker the process that was started with the confinement's prefix
     */
    void killWorker(ProcessHandle worker, Confinement confinement);

    /**
     * Kills whatever an owner still has running, so also what cleaned its environment and left the tree, and removes
     * what the CLI leaves outside the workspace. For when the last of the owner's workers has ended. Does nothing where
     * owners share a uid with the agent.
     */
    void killOwner(OptionalInt uid);

    /**
     * Kills all that an earlier agent of the same data directory left behind. To be called at the start.
     *
     * @param uids all that were ever given to an owner
     */
    void killLeftovers(Set<Integer> uids);
}
