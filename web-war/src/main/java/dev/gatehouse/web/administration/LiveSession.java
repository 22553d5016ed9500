package dev.gatehouse.web.administration;

import dev.gatehouse.contract.AgentEvent.SessionPhase;

/** @param since how long the worker has been running, in words */
public record LiveSession(
        String id,
        String owner,
        SessionPhase phase,
        String mode,
        String model,
        String since,
        int readers,
        int openQuestions,
        String pid) {

    public String phaseText() {
        return switch (phase) {
            case PARKED -> "Parked";
            case STARTING -> "Starting";
            case IDLE -> "Idle";
            case WORKING -> "Working";
            case WAITING -> "Waits for an answer";
            case STOPPING -> "Stopping";
            case ENDED -> "Ended";
        };
    }

    public String badge() {
        return switch (phase) {
            case WORKING, STARTING -> "badge badge-info";
            case WAITING -> "badge badge-warn";
            case PARKED, IDLE, STOPPING, ENDED -> "badge";
        };
    }
}
