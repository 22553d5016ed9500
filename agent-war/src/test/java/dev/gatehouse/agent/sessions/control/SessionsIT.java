package dev.gatehouse.agent.sessions.control;

import static dev.gatehouse.agent.sessions.control.Steps.bash;
import static dev.gatehouse.agent.sessions.control.Steps.script;
import static dev.gatehouse.agent.sessions.control.Steps.slowly;
import static dev.gatehouse.agent.sessions.control.Steps.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.PromptCancelled;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.AgentEvent.UsageReported;
import dev.gatehouse.contract.AgentEvent.WorkerStarted;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Prompts and what becomes of them, with the real CLI. */
@Execution(ExecutionMode.CONCURRENT)
class SessionsIT {

    @AutoClose
    private static RealAgent agent = new RealAgent();

    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    @Test
    void answersAPromptAndTheNext() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        var turn = conversation.answered(conversation.prompt(script(text("hello there"))));
        assertEquals(TurnOutcome.SUCCESS, turn.outcome());
        assertTrue(conversation.text().contains("hello there"));
        conversation.answered(conversation.prompt(script(text("and again"))));
        assertTrue(conversation.text().contains("and again"));
        conversation.awaitPhase(SessionPhase.IDLE);
        assertEquals(1, conversation.events(AgentEvent.WorkerStarted.class).size());
    }

    @Test
    void theSamePromptSentTwiceIsOnePrompt() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        var prompt = new AgentCommand.Prompt(UUID.randomUUID(), script(text("once")), List.of());
        long first = conversation.send(prompt);
        assertEquals(first, conversation.send(prompt));
        conversation.answered(prompt.promptId());
        conversation.send(prompt);
        assertEquals(1, conversation.events(AgentEvent.PromptAccepted.class).size());
    }

    @Test
    void promptsSentWhileClaudeWorksAreEachAnsweredOnce() {
        var conversation = agent.conversation(PermissionMode.BYPASS_PERMISSIONS);
        UUID first = conversation.prompt(script(bash("true; sleep 2"), text("${foldedPrompts}")));
        conversation.await(AgentEvent.ToolStarted.class);
        UUID folded = conversation.prompt("and mind the gap");
        UUID another = conversation.prompt("and the doors");
        conversation.answeredOnce(first, folded, another);
        assertTrue(conversation.text().contains("and mind the gap"), conversation::toString);
        conversation.close();
    }

    @Test
    void aQueuedPromptCanBeTakenBackButNotOneThatRuns() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        UUID running = conversation.prompt(script(slowly("abcdefghijklmnopqrstuvwxyz", 80)));
        conversation.await(AgentEvent.BlockStarted.class);
        UUID queued = conversation.prompt(script(text("never said")));
        conversation.send(new AgentCommand.CancelPrompt(queued));
        conversation.await(
                PromptCancelled.class, cancelled -> cancelled.promptId().equals(queued));
        assertThrows(GatehouseException.class, () -> conversation.send(new AgentCommand.CancelPrompt(running)));
        conversation.answeredOnce(running);
        assertEquals(0, conversation.answers(queued));
        assertTrue(!conversation.text().contains("never said"));
        conversation.close();
    }

    @Test
    void imagesReachTheModel() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        UUID id = UUID.randomUUID();
        conversation.send(new AgentCommand.Prompt(
                id, script(text("I see ${images}")), List.of(new AgentCommand.Image("image/png", PIXEL))));
        conversation.answered(id);
        assertTrue(conversation.text().contains("I see [image/png]"), conversation::toString);
        conversation.close();
    }

    @Test
    void anErrorOfTheModelServiceFailsTheTurnAndNotTheSession() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        UUID prompt = conversation.prompt("SCRIPT:[{\"error\":400,\"message\":\"the budget is used up\"}]");
        var turn = conversation.answered(prompt);
        assertEquals(TurnOutcome.FAILED, turn.outcome());
        assertEquals(Optional.of(ProblemCode.MODEL_UNAVAILABLE), turn.code());
        assertTrue(turn.message().orElse("").contains("the budget is used up"), turn::toString);
        UUID next = conversation.prompt(script(text("well again")));
        assertEquals(TurnOutcome.SUCCESS, conversation.answered(next).outcome());
        conversation.answeredOnce(prompt, next);
        conversation.close();
    }

    @Test
    void theCostOfATurnIsItsOwn() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        for (int turn = 1; turn <= 3; turn++) {
            conversation.answered(conversation.prompt(
                    "SCRIPT:[{\"text\":\"turn " + turn + "\",\"inputTokens\":1000,\"outputTokens\":1000}]"));
        }
        var costs = conversation.events(UsageReported.class).stream()
                .map(UsageReported::costUsd)
                .toList();
        assertEquals(3, costs.size());
        assertTrue(costs.get(0) > 0);
        assertTrue(costs.get(2) < costs.get(0) * 1.9, costs::toString);
        conversation.close();
    }

    @Test
    void clearBeginsANewTranscriptAndTheNextWorkerResumesThat() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        conversation.answered(conversation.prompt(script(text("before"))));
        UUID clear = conversation.prompt("/clear");
        conversation.answered(clear);
        UUID after = conversation.prompt(script(text("after")));
        conversation.answered(after);
        var changed = conversation.await(AgentEvent.TranscriptChanged.class);
        assertNotEquals(conversation.session.id().value(), changed.transcript());
        conversation.close();
        UUID woken = conversation.prompt(script(text("woken")));
        assertEquals(TurnOutcome.SUCCESS, conversation.answered(woken).outcome());
        conversation.answeredOnce(clear, after, woken);
        assertTrue(conversation.await(WorkerStarted.class).resumed());
        conversation.close();
    }

    @Test
    void anEndedSessionTakesNothingMoreAndLeavesNothing() {
        var conversation = agent.conversation(PermissionMode.BYPASS_PERMISSIONS);
        UUID prompt = conversation.prompt(script(bash("true; sleep 20"), text("never")));
        conversation.await(AgentEvent.ToolStarted.class);
        conversation.send(new AgentCommand.EndSession());
        assertEquals(SessionPhase.ENDED, conversation.session.summary().phase());
        assertEquals(TurnOutcome.INTERRUPTED, conversation.answered(prompt).outcome());
        assertThrows(GatehouseException.class, () -> conversation.prompt(script(text("no"))));
        conversation.await("no process", () -> agent.processes(conversation).isEmpty());
    }
}
