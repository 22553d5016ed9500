package dev.gatehouse.agent.sessions.control;

import static dev.gatehouse.agent.sessions.control.Steps.bash;
import static dev.gatehouse.agent.sessions.control.Steps.script;
import static dev.gatehouse.agent.sessions.control.Steps.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentCommand.AnswerPermission;
import dev.gatehouse.contract.AgentCommand.Decision;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.PermissionResolved;
import dev.gatehouse.contract.AgentEvent.Resolution;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.PermissionMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A worker that was killed is resumed: what it had taken up is answered once. */
@Execution(ExecutionMode.CONCURRENT)
class ResumeIT {

    @AutoClose
    private static RealAgent agent = new RealAgent();

    @Test
    void aWorkerKilledWhileACommandRunsIsResumedAndThePromptAnsweredOnce() {
        var conversation = agent.conversation(PermissionMode.BYPASS_PERMISSIONS);
        UUID prompt = conversation.prompt(script(bash("true; sleep 5; echo ran >> log.txt"), text("the end")));
        conversation.await(AgentEvent.ToolStarted.class);
        conversation.kill();
        conversation.await(AgentEvent.WorkerEnded.class);
        var turn = conversation.answered(prompt);
        assertEquals(TurnOutcome.SUCCESS, turn.outcome(), conversation::toString);
        conversation.awaitPhase(SessionPhase.IDLE);
        assertEquals(
                1,
                conversation.events(AgentEvent.TurnCompleted.class).stream()
                        .filter(each -> each.prompts().contains(prompt))
                        .count());
    }

    @Test
    void aWorkerKilledWhileTextStreamsStartsTheTurnAgain() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        UUID prompt = conversation.prompt(
                "SCRIPT:[{\"text\":\"abcdefghijklmnopqrstuvwxyz\",\"deltaChars\":1,\"delayMillis\":60}]");
        conversation.await(AgentEvent.BlockStarted.class);
        Pause.moment();
        conversation.kill();
        assertEquals(TurnOutcome.SUCCESS, conversation.answered(prompt).outcome());
        conversation.await(AgentEvent.BlockAborted.class);
        assertTrue(conversation.text().contains("abcdefghijklmnopqrstuvwxyz"));
    }

    @Test
    void anAnswerToAQuestionLostWithItsWorkerCountsOnceForTheIdenticalCall() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        conversation.prompt(
                script(bash("touch lost.txt"), bash("touch lost.txt"), bash("touch lost.txt"), text("done")));
        var first = conversation.await(PermissionRequested.class);
        conversation.kill();
        conversation.await(AgentEvent.QuestionLost.class);
        conversation.send(new AnswerPermission(first.questionId(), Decision.ONCE, Optional.empty()));
        // asked again by the resumed worker and answered without anybody
        var again = conversation.await(
                PermissionResolved.class, resolved -> !resolved.questionId().equals(first.questionId()));
        assertEquals(Resolution.ALLOWED_ONCE, again.resolution());
        assertEquals(Optional.of(conversation.owner), again.by());
        // but only once: the next identical call asks
        conversation.awaitPhase(SessionPhase.WAITING);
        assertEquals(3, conversation.events(PermissionRequested.class).size());
        assertEquals(2, conversation.events(PermissionResolved.class).size());
        conversation.send(new AgentCommand.Interrupt());
        conversation.awaitPhase(SessionPhase.IDLE);
    }

    @Test
    void anAnswerToALostQuestionDoesNotCountInALaterTurn() throws IOException {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        UUID prompt = conversation.prompt(script(bash("touch stale.txt"), text("done without it")));
        var first = conversation.await(PermissionRequested.class);
        awaitTranscript(conversation, first.toolUseId()); // so that the resumed turn goes on behind the call
        conversation.kill();
        conversation.await(AgentEvent.QuestionLost.class);
        conversation.send(new AnswerPermission(first.questionId(), Decision.ONCE, Optional.empty()));
        conversation.answered(prompt);
        assertEquals(1, conversation.events(PermissionRequested.class).size());
        conversation.prompt(script(bash("touch stale.txt"), text("asked")));
        conversation.awaitPhase(SessionPhase.WAITING);
        conversation.send(new AgentCommand.Interrupt());
        conversation.awaitPhase(SessionPhase.IDLE);
    }

    @Test
    void aTranscriptThatCanNeitherBeResumedNorBegunIsLeftBehind() throws IOException {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        conversation.answered(conversation.prompt(script(text("first"))));
        conversation.send(new AgentCommand.Park());
        conversation.awaitPhase(SessionPhase.PARKED);
        for (Path file : transcripts(conversation)) {
            Files.write(file, new byte[0]);
        }
        assertEquals(
                TurnOutcome.SUCCESS,
                conversation
                        .answered(conversation.prompt(script(text("second"))))
                        .outcome());
        conversation.await(AgentEvent.TranscriptChanged.class);
        assertTrue(conversation.text().contains("second"));
    }

    private static List<Path> transcripts(Conversation conversation) throws IOException {
        Path projects = agent.workspaces.of(conversation.owner).config().resolve("projects");
        try (var files = Files.walk(projects)) {
            return files.filter(each -> each.toString().endsWith(".jsonl")).toList();
        }
    }

    private static void awaitTranscript(Conversation conversation, String text) throws IOException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < deadline) {
            for (Path file : transcripts(conversation)) {
                if (Files.readString(file).contains(text)) {
                    return;
                }
            }
            Pause.moment();
        }
        throw new AssertionError("the transcript never held " + text);
    }
}
