package dev.gatehouse.agent.sessions.control;

import static dev.gatehouse.agent.sessions.control.Steps.bash;
import static dev.gatehouse.agent.sessions.control.Steps.script;
import static dev.gatehouse.agent.sessions.control.Steps.slowly;
import static dev.gatehouse.agent.sessions.control.Steps.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.PromptCancelled;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.AgentEvent.WorkerStarted;
import dev.gatehouse.contract.PermissionMode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Stop, in whatever the worker is doing. */
@Execution(ExecutionMode.CONCURRENT)
class StopIT {

    @AutoClose
    private static RealAgent agent = new RealAgent();

    @Test
    void stopStopsARunningCommandAndWhatIsQueued() {
        var conversation = agent.conversation(PermissionMode.BYPASS_PERMISSIONS);
        UUID running = conversation.prompt(script(bash("true; sleep 20"), text("never")));
        conversation.await(AgentEvent.ToolStarted.class);
        UUID queued = conversation.prompt(script(text("never either")));
        conversation.send(new AgentCommand.Interrupt());
        assertEquals(SessionPhase.STOPPING, conversation.session.summary().phase(), "Stop says so at once");
        assertEquals(TurnOutcome.INTERRUPTED, conversation.answered(running).outcome());
        conversation.await(
                AgentEvent.PromptCancelled.class,
                cancelled -> cancelled.promptId().equals(queued));
        conversation.awaitPhase(SessionPhase.IDLE);
        conversation.answered(conversation.prompt(script(text("still alive"))));
        assertTrue(conversation.text().contains("still alive"));
        assertTrue(!conversation.text().contains("never"));
    }

    @Test
    void stopWhileTextStreams() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        UUID prompt = conversation.prompt(script(slowly("abcdefghijklmnopqrstuvwxyz", 1000)));
        conversation.await(AgentEvent.BlockStarted.class);
        stopSaysSoAtOnce(conversation);
        assertEquals(TurnOutcome.INTERRUPTED, conversation.answered(prompt).outcome());
        conversation.answeredOnce(prompt);
        assertEquals(1, conversation.events(WorkerStarted.class).size());
        conversation.close();
    }

    @Test
    void stopWithAQuestionOpenAndAQueue() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        UUID prompt = conversation.prompt(script(bash("touch x"), text("never")));
        var asked = conversation.await(PermissionRequested.class);
        UUID queued = conversation.prompt(script(text("never either")));
        stopSaysSoAtOnce(conversation);
        assertEquals(TurnOutcome.INTERRUPTED, conversation.answered(prompt).outcome());
        conversation.await(
                PromptCancelled.class, cancelled -> cancelled.promptId().equals(queued));
        conversation.await("the question is closed", () -> !conversation.isOpen(asked.questionId()));
        conversation.awaitPhase(SessionPhase.IDLE);
        assertTrue(!conversation.text().contains("never"));
        conversation.close();
    }

    @Test
    void stopBeforeThePromptIsTakenUp() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        conversation.answered(conversation.prompt(script(text("warm"))));
        UUID prompt = conversation.prompt(script(slowly("abcdefghijklmnopqrstuvwxyz", 1000)));
        conversation.send(new AgentCommand.Interrupt());
        conversation.awaitPhase(SessionPhase.IDLE);
        boolean cancelled = conversation.events(PromptCancelled.class).stream()
                .anyMatch(each -> each.promptId().equals(prompt));
        assertEquals(1, conversation.answers(prompt) + (cancelled ? 1 : 0), conversation::toString);
        assertEquals(1, conversation.events(WorkerStarted.class).size(), conversation::toString);
        conversation.close();
    }

    @Test
    void stopEndsBackgroundTasks() {
        var conversation = agent.conversation(PermissionMode.BYPASS_PERMISSIONS);
        UUID prompt = conversation.prompt(script(
                "{\"tool\":\"Bash\",\"input\":{\"command\":\"true; sleep 600\",\"run_in_background\":true}}",
                text("started")));
        conversation.answered(prompt);
        conversation.awaitPhase(SessionPhase.WORKING);
        conversation.send(new AgentCommand.Interrupt());
        conversation.awaitPhase(SessionPhase.IDLE);
        conversation.close();
        assertEquals(List.of(), agent.processes(conversation));
    }

    @Test
    void stopWhenNothingRunsIsHarmless() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        conversation.send(new AgentCommand.Interrupt());
        UUID prompt = conversation.prompt(script(text("first")));
        conversation.answeredOnce(prompt);
        conversation.send(new AgentCommand.Interrupt());
        assertEquals(SessionPhase.IDLE, conversation.session.summary().phase());
        UUID next = conversation.prompt(script(text("second")));
        assertEquals(TurnOutcome.SUCCESS, conversation.answered(next).outcome());
        conversation.close();
    }

    private static void stopSaysSoAtOnce(Conversation conversation) {
        conversation.send(new AgentCommand.Interrupt());
        SessionPhase phase = conversation.session.summary().phase();
        assertTrue(phase == SessionPhase.STOPPING || phase == SessionPhase.IDLE, phase::toString);
    }
}
