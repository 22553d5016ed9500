package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.ClaudeExit;
import dev.gatehouse.agent.claude.CliFrame;

/** The session that a {@link WorkerSeat} belongs to. */
interface SeatOwner {

    void onFrame(WorkerSeat from, int generation, CliFrame frame);

    void onExit(WorkerSeat from, int generation, ClaudeExit exit);

    /** A worker is being started; under the lock. */
    void workerComes();

    /** The seat is empty again; under the lock. */
    void workerGone();

    /** Runs what comes back from another thread under the session's lock. */
    void whileLocked(Runnable action);

    PromptDelivery delivery();
}
