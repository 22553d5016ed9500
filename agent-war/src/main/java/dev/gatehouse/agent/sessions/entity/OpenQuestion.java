package dev.gatehouse.agent.sessions.entity;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.PermissionEndorsed;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.PlanProposed;
import dev.gatehouse.contract.AgentEvent.QuestionAsked;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A question that has no end yet.
 *
 * @param question {@link PermissionRequested}, {@link QuestionAsked} or {@link PlanProposed}
 * @param lost whether the worker that asked is gone
 * @param endorsed the first of two allowances, where two are needed
 */
public record OpenQuestion(
        String id, AgentEvent.Durable question, Instant askedAt, boolean lost, Optional<PermissionEndorsed> endorsed) {

    public OpenQuestion(String id, AgentEvent.Durable question, Instant askedAt) {
        this(id, question, askedAt, false, Optional.empty());
    }

    OpenQuestion lose() {
        return new OpenQuestion(id, question, askedAt, true, endorsed);
    }

    OpenQuestion endorse(PermissionEndorsed endorsement) {
        return new OpenQuestion(id, question, askedAt, lost, Optional.of(endorsement));
    }

    public String toolUseId() {
        return switch (question) {
            case PermissionRequested asked -> asked.toolUseId();
            case QuestionAsked asked -> asked.toolUseId();
            case PlanProposed asked -> asked.toolUseId();
            default -> throw new IllegalArgumentException("not a question: " + question);
        };
    }

    /** Whether both are the same tool with the same input, or the same questions, or the same plan. */
    public boolean asksTheSameAs(OpenQuestion other) {
        return subject(question).equals(subject(other.question));
    }

    private static List<?> subject(AgentEvent.Durable question) {
        return switch (question) {
            case PermissionRequested asked -> List.of(asked.tool(), asked.input());
            case QuestionAsked asked -> asked.questions();
            case PlanProposed asked -> List.of(asked.plan());
            default -> throw new IllegalArgumentException("not a question: " + question);
        };
    }
}
