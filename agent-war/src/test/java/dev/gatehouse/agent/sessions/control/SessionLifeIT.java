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
import dev.gatehouse.contract.AgentCommand.AnswerPermission;
import dev.gatehouse.contract.AgentCommand.Decision;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.PromptCancelled;
import dev.gatehouse.contract.AgentEvent.SessionFailed;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentEvent.ToolFinished;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.AgentEvent.UsageReported;
import dev.gatehouse.contract.AgentEvent.WorkerEnded;
import dev.gatehouse.contract.AgentEvent.WorkerStarted;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.Rules;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Prompts, Stop, parking, limits and grants over the life of a session with the real CLI. */
@Execution(ExecutionMode.CONCURRENT)
class SessionLifeIT {

    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static RealAgent agent;

    @BeforeAll
    static void start() {
        agent = new RealAgent();
    }

    @AfterAll
    static void stop() {
        agent.close();
    }

    private static void answeredOnce(Conversation conversation, UUID... prompts) {
        for (UUID prompt : prompts) {
            conversation.answered(prompt);
        }
        conversation.awaitPhase(SessionPhase.IDLE);
        for (UUID prompt : prompts) {
            assertEquals(1, conversation.answers(prompt), conversation::toString);
        }
    }

    // --- prompts

    @Test
    void promptsSentWhileClaudeWorksAreEachAnsweredOnce() {
        var conversation = agent.conversation(PermissionMode.BYPASS_PERMISSIONS);
        UUID first = conversation.prompt(script(bash("true; sleep 2"), text("${foldedPrompts}")));
        conversation.await(AgentEvent.ToolStarted.class);
        UUID folded = conversation.prompt("and mind the gap");
        UUID another = conversation.prompt("and the doors");
        answeredOnce(conversation, first, folded, another);
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
        answeredOnce(conversation, running);
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
        answeredOnce(conversation, prompt, next);
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

    // --- Stop

    @Test
    void stopWhileTextStreams() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        UUID prompt = conversation.prompt(script(slowly("abcdefghijklmnopqrstuvwxyz", 1000)));
        conversation.await(AgentEvent.BlockStarted.class);
        stopSaysSoAtOnce(conversation);
        assertEquals(TurnOutcome.INTERRUPTED, conversation.answered(prompt).outcome());
        answeredOnce(conversation, prompt);
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
        answeredOnce(conversation, prompt);
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

    // --- parking and limits

    @Test
    void anIdleWorkerIsParkedUnlessSomebodyWatchesAndWakesWithItsMemory() {
        AdjustableClock clock = new AdjustableClock();
        try (RealAgent own = new RealAgent(RealAgent.Setup.real().clock(clock))) {
            var conversation = own.conversation(PermissionMode.DEFAULT);
            conversation.answered(conversation.prompt(script(text("the word is Rosebud. ".repeat(3000)))));
            conversation.awaitPhase(SessionPhase.IDLE);
            conversation.await(AgentEvent.TitleSuggested.class); // the last thing that happens
            var watching = conversation.session.subscribe(0);
            clock.advance(Duration.ofMinutes(31));
            conversation.session.tick(clock.instant());
            assertEquals(SessionPhase.IDLE, conversation.session.summary().phase());
            watching.close();
            conversation.awaitPhase(SessionPhase.PARKED);
            assertEquals(
                    AgentEvent.WorkerEnd.IDLE,
                    conversation.await(WorkerEnded.class).reason());
            UUID woken = conversation.prompt(script(text("awake")));
            assertEquals(TurnOutcome.SUCCESS, conversation.answered(woken).outcome());
            assertTrue(conversation.await(WorkerStarted.class).resumed());
            var used = conversation.events(UsageReported.class);
            long more = used.get(1).inputTokens() - used.get(0).inputTokens();
            assertTrue(more > 10_000, "what was said before went to the model again, not only " + more);
            conversation.close();
        }
    }

    @Test
    void anIdleWorkerGivesWayAndOneAtWorkDoesNot() {
        try (RealAgent small = new RealAgent(RealAgent.Setup.real().limits(10, 1))) {
            UUID owner = UUID.randomUUID();
            var first = small.conversation(owner, RealAgent.grant(PermissionMode.DEFAULT));
            var second = small.conversation(owner, RealAgent.grant(PermissionMode.DEFAULT));
            first.answered(first.prompt(script(text("one"))));
            first.awaitPhase(SessionPhase.IDLE);
            UUID busy = second.prompt(script(bash("touch x"), text("two")));
            second.await(PermissionRequested.class);
            first.awaitPhase(SessionPhase.PARKED);
            long before = first.session.summary().lastSeq();
            var full = assertThrows(GatehouseException.class, () -> first.prompt(script(text("three"))));
            assertEquals(ProblemCode.TOO_MANY_SESSIONS, full.problem().code());
            assertEquals(before, first.session.summary().lastSeq(), "nothing was accepted");
            var other = small.conversation(PermissionMode.DEFAULT);
            other.answered(other.prompt(script(text("another person's"))));
            second.send(new AnswerPermission(
                    second.await(PermissionRequested.class).questionId(), Decision.ONCE, Optional.empty()));
            second.answered(busy);
            second.awaitPhase(SessionPhase.IDLE);
            first.answered(first.prompt(script(text("three"))));
        }
    }

    // --- changes

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
        answeredOnce(conversation, clear, after, woken);
        assertTrue(conversation.await(WorkerStarted.class).resumed());
        conversation.close();
    }

    @Test
    void aNarrowerGrantBringsTheWorkerInsideIt() {
        var conversation = agent.conversation(PermissionMode.BYPASS_PERMISSIONS);
        conversation.answered(conversation.prompt(script(bash("touch unasked"), text("ok"))));
        start(conversation, grant(EnumSet.of(PermissionMode.DEFAULT), Rules.NONE));
        UUID prompt = conversation.prompt(script(bash("touch asked"), text("ok")));
        var asked = conversation.await(PermissionRequested.class);
        assertEquals(PermissionMode.DEFAULT, conversation.session.summary().mode());
        conversation.send(new AnswerPermission(asked.questionId(), Decision.ONCE, Optional.empty()));
        answeredOnce(conversation, prompt);
        conversation.close();
    }

    @Test
    void aNewDenyRuleBindsTheLiveWorker() {
        var conversation = agent.conversation(PermissionMode.BYPASS_PERMISSIONS);
        conversation.answered(conversation.prompt(script(bash("touch before"), text("ok"))));
        start(
                conversation,
                grant(EnumSet.allOf(PermissionMode.class), new Rules(List.of("Bash(touch *)"), List.of(), List.of())));
        UUID prompt = conversation.prompt(script(bash("touch after"), text("ok")));
        assertTrue(conversation.answered(prompt).denials() > 0);
        assertTrue(conversation.await(ToolFinished.class).denied());
        assertEquals(1, conversation.events(WorkerStarted.class).size());
        conversation.close();
    }

    @Test
    void aRuleTheCliDoesNotUnderstandStopsTheSessionUntilItIsMended() {
        Set<PermissionMode> all = EnumSet.allOf(PermissionMode.class);
        Rules malformed = new Rules(List.of("Bash("), List.of(), List.of());
        var conversation = agent.conversation(grant(all, malformed));
        UUID prompt = conversation.prompt(script(text("at last")));
        var failed = conversation.await(SessionFailed.class);
        assertTrue(failed.message().contains("deny Bash("), failed::message);
        assertEquals(SessionPhase.PARKED, conversation.session.summary().phase());
        start(conversation, grant(all, Rules.NONE));
        answeredOnce(conversation, prompt);
        // and a live one
        start(conversation, grant(all, malformed));
        conversation.awaitPhase(SessionPhase.PARKED);
        assertEquals(2, conversation.events(SessionFailed.class).size());
        assertEquals(List.of(), agent.processes(conversation));
    }

    @Test
    void theModelCannotBeChangedToOneThatIsNotOffered() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        var refused = assertThrows(
                GatehouseException.class, () -> conversation.send(new AgentCommand.ChangeModel("nosuchmodel")));
        assertEquals(ProblemCode.MODEL_NOT_GRANTED, refused.problem().code());
    }

    @Test
    void theModelOfALiveWorkerChanges() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        conversation.answered(conversation.prompt(script(text("warm"))));
        String model = agent.sessions.models().get(0).name();
        conversation.send(new AgentCommand.ChangeModel(model));
        assertEquals(Optional.of(model), conversation.session.summary().model());
        conversation.answered(conversation.prompt(script(text("${model}"))));
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

    private static ModeGrant grant(Set<PermissionMode> allowed, Rules rules) {
        return new ModeGrant(
                allowed,
                PermissionMode.DEFAULT,
                PermissionMode.DEFAULT,
                rules,
                Limits.AS_SHIPPED,
                List.of(),
                2,
                Optional.empty());
    }

    private static void start(Conversation conversation, ModeGrant grant) {
        conversation.send(new AgentCommand.StartSession(grant, Optional.empty(), Optional.empty()));
    }
}
