package dev.gatehouse.web.approvals.entity;

import dev.gatehouse.contract.AgentEvent.Resolution;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What became of a question.
 *
 * @param by who decided; empty when nobody did
 */
public record Outcome(Resolution resolution, Optional<UUID> by, Instant at, Optional<String> message) {}
