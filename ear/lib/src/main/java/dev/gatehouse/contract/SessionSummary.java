package dev.gatehouse.contract;

import dev.gatehouse.contract.AgentEvent.SessionPhase;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A session as the agent's list shows it.
 *
 * @param lastSeq number of the newest durable event
 * @param workerSince when its live worker was started; empty if parked
 * @param pid of the live worker
 * @param readers open event streams
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
        int openQuestions) {}
