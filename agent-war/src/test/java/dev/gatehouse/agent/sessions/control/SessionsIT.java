package dev.gatehouse.agent.sessions.control;

import static dev.gatehouse.agent.sessions.control.Steps.bash;
import static dev.gatehouse.agent.sessions.control.Steps.script;
import static dev.gatehouse.agent.sessions.control.Steps.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentCommand.AnswerPermission;
import dev.gatehouse.contract.AgentCommand.Decision;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.PermissionResolved;
import dev.gatehouse.contract.AgentEvent.Resolution;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentEvent.ToolFinished;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The life of a conversation with the real CLI. */
@Execution(ExecutionMode.CONCURRENT)
class SessionsIT {

    private static RealAgent agent;

    @BeforeAll
    static void start() {
        agent = new RealAgent();
    }

    @AfterAll
    static void stop() {
        agent.close();
    }

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
    void aQuestionIsAnsweredOnceAndTheLateAnswerIsToldWhoWon() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        UUID prompt = conversation.prompt(script(bash("touch asked.txt"), text("done")));
        var question = conversation.await(PermissionRequested.class);
        assertEquals("Bash", question.tool());
        assertEquals("touch asked.txt", question.input().getString("command"));
        conversation.awaitPhase(SessionPhase.WAITING);
        conversation.send(new AnswerPermission(question.questionId(), Decision.ONCE, Optional.empty()));
        var late = assertThrows(
                GatehouseException.class,
                () -> conversation.send(new AnswerPermission(question.questionId(), Decision.DENY, Optional.of("no"))));
        assertEquals(ProblemCode.ALREADY_ANSWERED, late.problem().code());
        assertEquals("ALLOWED_ONCE", late.problem().extensions().get("outcome"));
        assertEquals(conversation.owner.toString(), late.problem().extensions().get("by"));
        assertEquals(TurnOutcome.SUCCESS, conversation.answered(prompt).outcome());
        assertEquals(0, conversation.answered(prompt).denials());
    }

    @Test
    void aDenialTellsClaudeWhyAndCounts() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        UUID prompt = conversation.prompt(script(bash("touch denied.txt"), text("done")));
        var question = conversation.await(PermissionRequested.class);
        conversation.send(new AnswerPermission(question.questionId(), Decision.DENY, Optional.of("not on a Sunday")));
        assertEquals(1, conversation.answered(prompt).denials());
        var finished = conversation.await(ToolFinished.class);
        assertTrue(finished.denied(), finished::toString);
        assertTrue(finished.content().contains("not on a Sunday"));
    }

    @Test
    void allowedForThisSessionAsksNoMoreUntilItIsRevoked() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        UUID first = conversation.prompt(script(bash("touch a"), bash("touch a"), text("done")));
        var question = conversation.await(PermissionRequested.class);
        assertTrue(!question.sessionRules().isEmpty());
        conversation.send(new AnswerPermission(question.questionId(), Decision.SESSION, Optional.empty()));
        conversation.answered(first);
        assertEquals(1, conversation.events(PermissionRequested.class).size());
        // applied again by the next worker
        conversation.send(new AgentCommand.Park());
        conversation.awaitPhase(SessionPhase.PARKED);
        conversation.answered(conversation.prompt(script(bash("touch a"), text("again"))));
        assertEquals(1, conversation.events(PermissionRequested.class).size());
        question.sessionRules().forEach(rule -> conversation.send(new AgentCommand.RevokeSessionRule(rule)));
        UUID last = conversation.prompt(script(bash("touch a"), text("asked")));
        conversation.await(
                PermissionRequested.class, asked -> !asked.questionId().equals(question.questionId()));
        conversation.send(new AgentCommand.Interrupt());
        assertEquals(TurnOutcome.INTERRUPTED, conversation.answered(last).outcome());
        assertEquals(
                Resolution.WITHDRAWN,
                conversation.await(PermissionResolved.class).resolution());
    }

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
    void aWorkerKilledWhileACommandRunsIsResumedAndThePromptAnsweredOnce() {
        var conversation = agent.conversation(PermissionMode.BYPASS_PERMISSIONS);
        UUID prompt = conversation.prompt(script(bash("true; sleep 5; echo ran >> log.txt"), text("the end")));
        conversation.await(AgentEvent.ToolStarted.class);
        kill(conversation);
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
        kill(conversation);
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
        kill(conversation);
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
        kill(conversation);
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
    void whatIsAllowedForTheSessionIsCarriedOverWhateverCharactersItHas() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        String command = "python3 -c 'print(len((1, 2)))'";
        conversation.prompt(script(bash(command), text("done")));
        var question = conversation.await(PermissionRequested.class);
        assertTrue(question.sessionRules().toString().contains("("), question::toString);
        conversation.send(new AnswerPermission(question.questionId(), Decision.SESSION, Optional.empty()));
        conversation.awaitPhase(SessionPhase.IDLE);
        conversation.send(new AgentCommand.Park());
        conversation.awaitPhase(SessionPhase.PARKED);
        conversation.answered(conversation.prompt(script(bash(command), text("again"))));
        assertEquals(1, conversation.events(PermissionRequested.class).size(), conversation::toString);
        assertEquals(0, conversation.events(AgentEvent.SessionRuleRevoked.class).size(), conversation::toString);
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

    @Test
    void aRunawayThatLeftTheTreeAndItsMarkEndsWithTheOwnersLastWorker() {
        assumeTrue(agent.ownUsers(), "only an OS user of one's own can be swept");
        var conversation = agent.conversation(PermissionMode.BYPASS_PERMISSIONS);
        String seconds = Integer.toString(
                3000 + java.util.concurrent.ThreadLocalRandom.current().nextInt(5000));
        conversation.answered(conversation.prompt(
                script(bash("setsid env -i sleep " + seconds + " >/dev/null 2>&1 & echo away"), text("done"))));
        assertEquals(1, sleepers(seconds));
        conversation.send(new AgentCommand.Park());
        conversation.awaitPhase(SessionPhase.PARKED);
        assertEquals(0, sleepers(seconds));
    }

    private static long sleepers(String seconds) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().arguments().stream()
                        .anyMatch(arguments -> arguments.length == 1 && arguments[0].equals(seconds)))
                .filter(ProcessHandle::isAlive)
                .count();
    }

    @Test
    void aModeThatIsNotGrantedIsRefused() {
        var conversation = agent.conversation(new dev.gatehouse.contract.ModeGrant(
                java.util.Set.of(PermissionMode.DEFAULT),
                PermissionMode.DEFAULT,
                PermissionMode.DEFAULT,
                dev.gatehouse.contract.Rules.NONE,
                dev.gatehouse.contract.Limits.AS_SHIPPED,
                List.of(),
                1,
                Optional.empty()));
        var refused = assertThrows(
                GatehouseException.class,
                () -> conversation.send(new AgentCommand.ChangeMode(PermissionMode.BYPASS_PERMISSIONS)));
        assertEquals(ProblemCode.MODE_NOT_GRANTED, refused.problem().code());
    }

    @Test
    void changesTheModeOfALiveWorker() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        conversation.answered(conversation.prompt(script(text("warm"))));
        conversation.send(new AgentCommand.ChangeMode(PermissionMode.ACCEPT_EDITS));
        assertEquals(PermissionMode.ACCEPT_EDITS, conversation.session.summary().mode());
        conversation.answered(conversation.prompt(script(bash("touch unasked.txt"), text("ok"))));
        assertEquals(0, conversation.events(PermissionRequested.class).size());
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

    private static void kill(Conversation conversation) {
        String pid = conversation.session.summary().pid().orElseThrow();
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
    }
}
