package dev.gatehouse.agent.sessions.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.InterruptRequested;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.PermissionResolved;
import dev.gatehouse.contract.AgentEvent.PromptAccepted;
import dev.gatehouse.contract.AgentEvent.PromptCancelled;
import dev.gatehouse.contract.AgentEvent.PromptStarted;
import dev.gatehouse.contract.AgentEvent.QuestionLost;
import dev.gatehouse.contract.AgentEvent.Resolution;
import dev.gatehouse.contract.AgentEvent.TurnCompleted;
import dev.gatehouse.contract.AgentEvent.TurnOrigin;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.AgentEvent.TurnStarted;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.SessionId;
import jakarta.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionMemoryTest {

    private final UUID person = UUID.randomUUID();
    private final SessionMemory memory = new SessionMemory(SessionId.random());
    private long seq;

    private long apply(AgentEvent.Durable event) {
        seq++;
        memory.apply(new EventEnvelope(seq, Instant.EPOCH.plusSeconds(seq), event));
        return seq;
    }

    private UUID accept() {
        UUID prompt = UUID.randomUUID();
        apply(new PromptAccepted(prompt, person, "text", List.of()));
        return prompt;
    }

    private static TurnCompleted completed(UUID... prompts) {
        return new TurnCompleted(TurnOutcome.SUCCESS, List.of(prompts), Optional.empty(), Optional.empty(), 0, 0);
    }

    private static PermissionRequested asked(String id, String command) {
        return new PermissionRequested(
                id,
                "tool-" + id,
                "Bash",
                Json.createObjectBuilder().add("command", command).build(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false);
    }

    private PermissionResolved resolved(String id, Resolution resolution) {
        return new PermissionResolved(id, resolution, Optional.of(person), Optional.empty(), Map.of());
    }

    @Test
    void aPromptIsPendingFromItsAcceptanceToTheTurnThatAnswersIt() {
        UUID first = accept();
        UUID second = accept();
        assertTrue(memory.isWaiting(first));
        apply(new PromptStarted(first));
        assertFalse(memory.isWaiting(first));
        assertTrue(memory.isPending(first));
        long end = apply(completed(first));
        assertFalse(memory.isPending(first));
        assertEquals(Optional.of(end), memory.seqOf(first), "a repeated send is recognised");
        assertEquals(
                List.of(second),
                memory.pending().stream().map(PendingPrompt::id).toList());
    }

    @Test
    void stopLastsUntilTheTurnEnds() {
        UUID prompt = accept();
        apply(new PromptStarted(prompt));
        apply(new TurnStarted(TurnOrigin.PROMPT));
        UUID queued = accept();
        apply(new InterruptRequested(person));
        apply(new PromptCancelled(queued, person));
        assertTrue(memory.interrupted());
        apply(completed(prompt));
        assertFalse(memory.interrupted());
    }

    @Test
    void stopBeforeAnythingWasTakenUpEndsWithTheLastCancelledPrompt() {
        UUID first = accept();
        UUID second = accept();
        apply(new InterruptRequested(person));
        apply(new PromptCancelled(first, person));
        assertTrue(memory.interrupted());
        apply(new PromptCancelled(second, person));
        assertFalse(memory.interrupted(), "no turn will come whose end could say it");
    }

    @Test
    void anAnswerToALostQuestionCountsForTheNextIdenticalOneOnly() {
        apply(asked("a", "ls"));
        apply(new QuestionLost("a"));
        apply(resolved("a", Resolution.ALLOWED_ONCE));
        assertTrue(memory.answeredMeanwhile(asked("b", "rm")).isEmpty());
        assertTrue(memory.answeredMeanwhile(asked("b", "ls")).isPresent());
        apply(asked("b", "ls"));
        assertTrue(memory.answeredMeanwhile(asked("c", "ls")).isEmpty());
    }

    @Test
    void anAnswerToALiveQuestionCountsForNothingElse() {
        apply(asked("a", "ls"));
        apply(resolved("a", Resolution.ALLOWED_ONCE));
        assertTrue(memory.answeredMeanwhile(asked("b", "ls")).isEmpty());
        assertEquals(
                Resolution.ALLOWED_ONCE, memory.resolution("a").orElseThrow().resolution());
        assertTrue(memory.question("a").isEmpty());
    }

    @Test
    void onlyRefusedCallsOfThisTurnCountAsRefused() {
        apply(asked("a", "ls"));
        apply(asked("b", "rm"));
        apply(resolved("a", Resolution.ALLOWED_ONCE));
        apply(resolved("b", Resolution.DENIED));
        assertEquals(java.util.Set.of("tool-b"), memory.refusedTools());
        apply(completed());
        assertEquals(java.util.Set.of(), memory.refusedTools());
    }
}
