package dev.gatehouse.web.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.web.chat.entity.Conversation;
import dev.gatehouse.web.chat.entity.Title;
import dev.gatehouse.web.chat.entity.TitleOrigin;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConversationProjectionTest {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final UUID OWNER = UUID.randomUUID();

    private final Conversation line = new Conversation(SessionId.random(), OWNER, START);
    private long seq;

    private void happens(AgentEvent event) {
        seq++;
        ConversationProjection.apply(new EventEnvelope(seq, START.plusSeconds(seq), event), line);
    }

    private void prompt(String text) {
        happens(new AgentEvent.PromptAccepted(UUID.randomUUID(), OWNER, text, List.of()));
    }

    private void asks(String question) {
        happens(new AgentEvent.PermissionRequested(
                question,
                "tool",
                "Bash",
                JsonValue.EMPTY_JSON_OBJECT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false));
    }

    private void resolved(String question) {
        happens(new AgentEvent.PermissionResolved(
                question, AgentEvent.Resolution.ALLOWED_ONCE, Optional.of(OWNER), Optional.empty(), Map.of()));
    }

    @Test
    void theFirstPromptGivesTheTitleAndLaterOnesDoNot() {
        prompt("Mend the gate");
        prompt("And paint it");
        assertEquals("Mend the gate", line.title());
    }

    @Test
    void aSuggestionIsBetterThanAPromptAndThePersonsTitleBetterThanBoth() {
        prompt("Mend the gate");
        happens(new AgentEvent.TitleSuggested("Repairing the gate"));
        assertEquals("Repairing the gate", line.title());
        line.title(Title.typed("Garden"), TitleOrigin.PERSON);
        happens(new AgentEvent.TitleSuggested("Something else"));
        prompt("More");
        assertEquals("Garden", line.title());
    }

    @Test
    void openQuestionsAreCountedUntilTheyAreResolved() {
        happens(new AgentEvent.TurnStarted(AgentEvent.TurnOrigin.PROMPT));
        asks("a");
        happens(new AgentEvent.QuestionAsked("b", "tool", List.of()));
        assertEquals(2, line.openQuestions());
        assertEquals(SessionPhase.WAITING, line.phase());
        resolved("a");
        assertEquals(SessionPhase.WAITING, line.phase());
        resolved("b");
        assertEquals(0, line.openQuestions());
        assertEquals(SessionPhase.WORKING, line.phase());
        resolved("again");
        assertEquals(0, line.openQuestions());
    }

    @Test
    void theListIsOrderedByWhatPeopleWaitForAndNotByHousekeeping() {
        prompt("Hello");
        Instant prompted = line.updatedAt();
        assertEquals(START.plusSeconds(1), prompted);
        happens(new AgentEvent.WorkerEnded(AgentEvent.WorkerEnd.IDLE, Optional.empty()));
        assertEquals(prompted, line.updatedAt());
        assertEquals(SessionPhase.PARKED, line.phase());
        assertEquals(2, line.lastSeq());
    }

    @Test
    void thePhaseFollowsTheTurn() {
        prompt("Hello");
        assertEquals(SessionPhase.STARTING, line.phase());
        happens(new AgentEvent.TurnStarted(AgentEvent.TurnOrigin.PROMPT));
        assertEquals(SessionPhase.WORKING, line.phase());
        happens(new AgentEvent.TurnCompleted(
                AgentEvent.TurnOutcome.SUCCESS, List.of(), Optional.empty(), Optional.empty(), 0, 5));
        assertEquals(SessionPhase.IDLE, line.phase());
        happens(new AgentEvent.SessionEnded(OWNER));
        assertEquals(SessionPhase.ENDED, line.phase());
    }
}
