package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.ClaudeExit;
import dev.gatehouse.agent.claude.CliFrame;
import dev.gatehouse.contract.Problem;
import java.util.Optional;

/** The session that a {@link WorkerSeat} belongs to. */
interface SeatOwner {

    void onFrame(WorkerSeat from, int generation, CliFrame frame);

    void onExit(WorkerSeat from, int generation, ClaudeExit exit);

    /** Why no worker may run now; under the lock. */
    Optional<Problem> obstacle();

    /** A worker is being started; under the lock. */
    void workerComes(ClaudeWorker worker);

    /** The worker has the seat, and has proved that it is under the session's grant; under the lock. */
    void workerTaken();

    /** The worker could not be let to work, as it would not be under its grant; under the lock. */
    void quarantined(Problem problem);

    /** The seat is empty again; under the lock. */
    void workerGone();

    /** Runs what comes back from another thread under the session's lock. */
    void whileLocked(Runnable action);

    PromptDelivery delivery();
}
