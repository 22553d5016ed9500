package dev.gatehouse.contract;

import dev.gatehouse.contract.AgentEvent.SessionPhase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A session as the agent's list shows it.
 *
 * @param lastSeq number of the newest durable event
 * @param workerSince when its live worker was started; empty if parked
 * @param pid of the live worker
 * @param readers open event streams
 * @param grant how far its worker is with its grant
 * @param runningCalls tool calls that were let run and have not finished
 */
public record SessionSummary(
        SessionId session,
        UUID owner,
        SessionPhase phase,
        PermissionMode mode,
        Optional<String> model,
        long lastSeq,
        Instant createdAt,
        Instant lastActivityAt,
        Optional<Instant> workerSince,
        Optional<String> pid,
        int readers,
        int openQuestions,
        GrantStatus grant,
        List<RunningCall> runningCalls) {

    public SessionSummary {
        runningCalls = List.copyOf(runningCalls);
    }

    public record RunningCall(String toolUseId, String tool, Instant since) {}
}
