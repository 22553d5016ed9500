package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.ClaudeExit;
import dev.gatehouse.agent.claude.ClaudeListener;
import dev.gatehouse.agent.claude.CliFrame;

/**
 * Hands on what one worker says.
 *
 * @param generation which of the seat's workers it is: one that is being left still talks
 */
record SeatListener(SeatOwner owner, WorkerSeat seat, int generation) implements ClaudeListener {

    @Override
    public void onFrame(CliFrame frame) {
        owner.onFrame(seat, generation, frame);
    }

    @Override
    public void onExit(ClaudeExit exit) {
        owner.onExit(seat, generation, exit);
    }
}
