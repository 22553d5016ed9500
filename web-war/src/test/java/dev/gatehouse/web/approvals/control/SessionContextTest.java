package dev.gatehouse.web.approvals.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.EventEnvelope;
import jakarta.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionContextTest {

    private final List<EventEnvelope> events = new ArrayList<>();

    private void happens(AgentEvent event) {
        events.add(new EventEnvelope(events.size() + 1, Instant.EPOCH.plusSeconds(events.size()), event));
    }

    private void prompt(String text) {
        happens(new AgentEvent.PromptAccepted(UUID.randomUUID(), UUID.randomUUID(), text, List.of()));
    }

    private void says(String text) {
        happens(new AgentEvent.TextBlock("block", text, Optional.empty()));
    }

    private void calls(String command) {
        happens(new AgentEvent.ToolStarted(
                "tool",
                "Bash",
                Json.createObjectBuilder().add("command", command).build(),
                Optional.empty()));
    }

    @Test
    void showsTheLastPromptAndWhatClaudeDidSince() {
        prompt("Something private of yesterday");
        says("I will not tell");
        prompt("Mend the gate");
        says("I look first");
        calls("ls");
        SessionContext.View view = SessionContext.view(events);
        assertEquals(Optional.of("Mend the gate"), view.prompt());
        assertEquals(
                List.of(SessionContext.Step.Kind.SAID, SessionContext.Step.Kind.CALLED),
                view.steps().stream().map(SessionContext.Step::kind).toList());
        assertFalse(view.toString().contains("private"), view.toString());
    }

    @Test
    void resultsThoughtsAndOthersAnswersStayWithTheOwner() {
        prompt("Read it");
        happens(new AgentEvent.ThinkingBlock("thought", "the salary list", Optional.empty()));
        happens(new AgentEvent.ToolFinished(
                "tool",
                false,
                false,
                "the salary list",
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        SessionContext.View view = SessionContext.view(events);
        assertFalse(view.toString().contains("salary"), view.toString());
    }

    @Test
    void onlyTheLastStepsAndTheirBeginningAreShown() {
        prompt("Go on");
        for (int i = 1; i <= 20; i++) {
            says("step " + i);
        }
        calls("x".repeat(10_000));
        SessionContext.View view = SessionContext.view(events);
        assertEquals(SessionContext.STEPS, view.steps().size());
        assertEquals("step 16", view.steps().get(0).detail());
        SessionContext.Step last = view.steps().get(SessionContext.STEPS - 1);
        assertTrue(last.detail().length() <= SessionContext.MAX_STEP + 1, last.detail());
    }

    @Test
    void aPromptFurtherBackIsSimplyNotShown() {
        says("still at it");
        assertEquals(Optional.empty(), SessionContext.view(events).prompt());
    }
}
