package dev.gatehouse.agent.sessions.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.configuration.UidRange;
import dev.gatehouse.agent.events.SessionStore;
import dev.gatehouse.agent.isolation.IsolationChoice;
import dev.gatehouse.agent.isolation.WorkerIsolation;
import dev.gatehouse.agent.permissions.ModeGuard;
import dev.gatehouse.agent.sessions.entity.SessionMemory;
import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentCommand.AnswerPermission;
import dev.gatehouse.contract.AgentCommand.Decision;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.PromptCancelled;
import dev.gatehouse.contract.AgentEvent.SessionFailed;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentEvent.TextBlock;
import dev.gatehouse.contract.AgentEvent.ThinkingBlock;
import dev.gatehouse.contract.AgentEvent.ToolFinished;
import dev.gatehouse.contract.AgentEvent.TurnCompleted;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.AgentEvent.UsageReported;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.AgentEvent.WorkerEnded;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.SessionId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every state of a session against what its worker can do to it, without a process. */
class AgentSessionTest {

    private static final SessionId ID = SessionId.parse("9272f2bc-5680-445a-aa37-0758f135d72a");

    @TempDir
    private Path data;

    private final AdjustableClock clock = new AdjustableClock();
    private final UUID person = UUID.randomUUID();
    private final List<FakeWorker> workers = new ArrayList<>();
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final WorkerSlots slots = new WorkerSlots(1, 1, any -> false);
    private java.util.function.Consumer<FakeWorker> prepare = worker -> {};
    private SessionStore store;
    private AgentSession session;

    @BeforeEach
    void open() {
        store = SessionStore.open(data, clock);
        AgentConfig config = new AgentConfig(
                data,
                new AgentConfig.Claude("claude", "0.0.0", true, Duration.ofSeconds(1)),
                new AgentConfig.Modes(EnumSet.allOf(PermissionMode.class), true),
                new AgentConfig.Workers(1, 1, Duration.ofMinutes(30)),
                new AgentConfig.Isolation(new UidRange(300000, 300010), false),
                new AgentConfig.Keys(Optional.empty(), Optional.of("unused")),
                1 << 20);
        WorkerIsolation isolation = new IsolationChoice().workerIsolation(config);
        SessionServices services = new SessionServices(
                store,
                new ModeGuard(EnumSet.allOf(PermissionMode.class), Optional.empty()),
                new ClaudeWorkers(() -> made(new FakeWorker(config, isolation)), worker -> {}),
                slots,
                background::add,
                clock,
                Set::of,
                Duration.ofMinutes(30));
        session = new AgentSession(new SessionJournal(store.create(ID), new SessionMemory(ID)), services);
        session.start(
                new AgentCommand.StartSession(
                        RealAgent.grant(PermissionMode.DEFAULT), Optional.empty(), Optional.empty()),
                person);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private ClaudeWorker made(FakeWorker worker) {
        workers.add(worker);
        prepare.accept(worker);
        return worker;
    }

    private FakeWorker worker() {
        return workers.get(workers.size() - 1);
    }

    /** Runs what takes time, to its end. */
    private void work() {
        while (!background.isEmpty()) {
            background.poll().run();
        }
    }

    private void later(Duration time) {
        clock.advance(time);
        session.tick(clock.instant());
        work();
    }

    private UUID prompt() {
        return prompt(UUID.randomUUID());
    }

    private UUID prompt(UUID id) {
        session.prompt(new AgentCommand.Prompt(id, "do it", List.of()), person);
        return id;
    }

    private <T extends AgentEvent> List<T> events(Class<T> type) {
        String page = new String(session.history(Long.MAX_VALUE, 500), StandardCharsets.UTF_8);
        return ContractJson.parse("{\"page\":" + page + "}")
                .getJsonArray("page")
                .getValuesAs(each -> EventEnvelope.fromJson(each.asJsonObject()))
                .stream()
                .map(EventEnvelope::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private long answers(UUID prompt) {
        return events(TurnCompleted.class).stream()
                .filter(turn -> turn.prompts().contains(prompt))
                .count();
    }

    // --- what the CLI says

    @Test
    void recordedTurnsBecomeTheseEvents() throws IOException {
        prompt(UUID.fromString("deb7e492-d854-492d-b018-a2be15aff7aa"));
        work();
        UUID failing = UUID.fromString("407e9072-353f-4c8e-860c-aa832cdde90f");
        for (String line : recorded()) {
            worker().says(line);
            if (line.contains("\"can_use_tool\"")) {
                assertEquals(SessionPhase.WAITING, session.phase());
                var asked = events(PermissionRequested.class).get(0);
                assertEquals(List.of("Bash(touch x *)"), asked.sessionRules());
                session.answer(new AnswerPermission(asked.questionId(), Decision.DENY, Optional.of("no")), person);
                assertEquals(List.of("deny The person you work for refused this. They say: no"), worker().answers);
            }
            if (line.contains("\"idle\"") && !session.summary().phase().equals(SessionPhase.WORKING)) {
                prompt(failing);
            }
        }
        assertEquals("let me think", events(ThinkingBlock.class).get(0).text());
        assertEquals(
                List.of("I look around", "all done"),
                events(TextBlock.class).stream().map(TextBlock::text).toList());
        var finished = events(ToolFinished.class);
        assertTrue(finished.get(0).denied());
        assertTrue(finished.get(1).error() && !finished.get(1).denied(), finished::toString);
        var turns = events(TurnCompleted.class);
        assertEquals(TurnOutcome.SUCCESS, turns.get(0).outcome());
        assertEquals(1, turns.get(0).denials());
        assertEquals(TurnOutcome.FAILED, turns.get(1).outcome());
        assertTrue(turns.get(1).message().orElse("").contains("used up"), turns::toString);
        assertEquals(1, answers(failing));
        var usage = events(UsageReported.class);
        assertEquals(0.13086, usage.get(0).costUsd(), 0.00001);
        assertEquals(0.13530 - 0.13086, usage.get(1).costUsd(), 0.00001, "not cumulative");
        assertEquals(0, events(AgentEvent.Unrecognized.class).size());
        assertEquals(0, events(AgentEvent.TranscriptChanged.class).size());
        assertEquals(SessionPhase.IDLE, session.phase());
    }

    private List<String> recorded() throws IOException {
        try (InputStream in = AgentSessionTest.class.getResourceAsStream("two-turns.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void aPromptTheCliKnowsAlreadyIsContinuedOnce() {
        UUID prompt = prompt();
        work();
        worker().lifecycle(prompt, "completed");
        worker().idle();
        assertEquals(
                List.of("do it", PromptDelivery.CONTINUE),
                List.copyOf(worker().sent.values()));
        worker().result(UUID.randomUUID());
        assertEquals(1, answers(prompt));
        assertEquals(SessionPhase.IDLE, session.phase());
    }

    @Test
    void aKnownPromptIsAnsweredByTheTurnOfAnotherAndContinuedIfThatOneIsTakenBack() {
        UUID known = prompt();
        UUID other = prompt();
        work();
        worker().lifecycle(known, "completed");
        worker().lifecycle(other, "queued");
        assertFalse(worker().sent.containsValue(PromptDelivery.CONTINUE));
        session.cancelPrompt(other, person);
        worker().idle();
        assertTrue(worker().sent.containsValue(PromptDelivery.CONTINUE));
        worker().result(UUID.randomUUID());
        assertEquals(1, answers(known));
        assertEquals(0, answers(other));
    }

    @Test
    void aPromptTheCliDropsIsToldAsFailed() {
        UUID prompt = prompt();
        work();
        worker().lifecycle(prompt, "queued");
        worker().lifecycle(prompt, "refused");
        worker().idle();
        assertEquals(TurnOutcome.FAILED, events(TurnCompleted.class).get(0).outcome());
        assertEquals(1, answers(prompt));
        assertEquals(SessionPhase.IDLE, session.phase());
    }

    @Test
    void aWorkerThatReportsAModeOutsideTheGrantIsStopped() {
        prompt();
        work();
        worker().says("{\"type\":\"system\",\"subtype\":\"status\",\"status\":null,\"permissionMode\":\"delegate\"}");
        work();
        assertTrue(worker().closed);
        assertEquals(WorkerEnd.VIOLATED_GRANT, events(WorkerEnded.class).get(0).reason());
        assertEquals(SessionPhase.PARKED, session.phase());
    }

    // --- no state is left for ever

    @Test
    void aPromptTheCliNeverAcknowledgesBringsANewWorkerAndAtLastAFailure() {
        UUID prompt = prompt();
        work();
        for (int start = 1; start <= 4; start++) {
            assertEquals(start, workers.size());
            assertTrue(worker().sent.containsKey(prompt));
            later(Duration.ofSeconds(31));
        }
        assertEquals(1, events(SessionFailed.class).size());
        assertEquals(SessionPhase.PARKED, session.phase());
        assertEquals(0, slots.live());
        prompt();
        work();
        assertTrue(worker().sent.containsKey(prompt), "the next prompt tries again, with both");
    }

    @Test
    void aStartThatFailsUnexpectedlyIsToldAndFreesItsPlace() {
        prepare = worker -> worker.failure = new IllegalStateException("bug");
        prompt();
        assertEquals(SessionPhase.STARTING, session.phase());
        work();
        assertEquals(1, events(SessionFailed.class).size());
        assertEquals(SessionPhase.PARKED, session.phase());
        assertEquals(0, slots.live());
    }

    @Test
    void aProcessThatDiesBeforeItIsTakenOverIsReplaced() {
        prepare = worker -> worker.whileStarting = () -> worker.dies("early");
        UUID prompt = prompt();
        background.poll().run();
        prepare = worker -> {};
        work();
        assertEquals(WorkerEnd.CRASHED, events(WorkerEnded.class).get(0).reason());
        assertEquals(SessionPhase.STARTING, session.phase(), "another one comes soon");
        later(Duration.ofSeconds(5));
        assertEquals(2, workers.size());
        assertTrue(worker().sent.containsKey(prompt));
    }

    @Test
    void anEndAskedForWhileAWorkerStartsWaitsForThatStart() {
        UUID prompt = prompt();
        session.park(WorkerEnd.PARKED_BY_PERSON, person);
        assertEquals(SessionPhase.STOPPING, session.phase());
        assertEquals(1, slots.live(), "its place is taken until it is gone");
        work();
        assertTrue(worker().aborted && worker().closed);
        assertEquals(SessionPhase.PARKED, session.phase());
        assertEquals(0, slots.live());
        assertEquals(1, events(PromptCancelled.class).size());
        assertTrue(worker().sent.isEmpty());
        assertEquals(0, answers(prompt));
    }

    @Test
    void aPromptSentWhileAWorkerEndsGoesToTheNext() {
        prompt();
        work();
        session.park(WorkerEnd.PARKED_BY_PERSON, person);
        UUID next = prompt();
        work();
        assertEquals(2, workers.size());
        assertEquals(Set.of(next), worker().sent.keySet());
    }

    @Test
    void aParkedSessionWithARetryPlannedStaysParked() {
        prepare = worker -> worker.whileStarting = () -> worker.dies("early");
        prompt();
        work();
        session.park(WorkerEnd.PARKED_BY_PERSON, person);
        later(Duration.ofMinutes(1));
        assertEquals(1, workers.size());
        assertEquals(SessionPhase.PARKED, session.phase());
    }

    @Test
    void aWorkerDeafToStopIsEndedAndWhatWasAskedLaterIsDone() {
        UUID running = prompt();
        UUID queued = prompt();
        work();
        worker().lifecycle(running, "queued");
        worker().lifecycle(running, "started");
        worker().lifecycle(queued, "queued");
        session.interrupt(person);
        assertEquals(SessionPhase.STOPPING, session.phase());
        assertEquals(1, worker().interrupts);
        UUID after = prompt();
        later(Duration.ofSeconds(4));
        assertEquals(TurnOutcome.INTERRUPTED, events(TurnCompleted.class).get(0).outcome());
        assertEquals(1, answers(running));
        assertEquals(
                List.of(queued),
                events(PromptCancelled.class).stream()
                        .map(PromptCancelled::promptId)
                        .toList());
        assertEquals(2, workers.size());
        assertEquals(Set.of(after), worker().sent.keySet());
    }

    @Test
    void stopBeforeAnythingIsTakenUpNeedsNoTurnToEnd() {
        UUID prompt = prompt();
        work();
        worker().lifecycle(prompt, "queued");
        session.interrupt(person);
        worker().lifecycle(prompt, "cancelled");
        worker().idle();
        assertEquals(SessionPhase.IDLE, session.phase());
        later(Duration.ofSeconds(4));
        assertEquals(1, workers.size(), "it is no deaf worker");
    }

    @Test
    void anEndedSessionStartsNoWorkerAnyMore() {
        prepare = worker -> worker.whileStarting = () -> worker.dies("early");
        prompt();
        work();
        session.end(person);
        later(Duration.ofMinutes(1));
        assertEquals(1, workers.size());
        assertEquals(SessionPhase.ENDED, session.phase());
        assertEquals(0, slots.live());
    }

    @Test
    void aTranscriptThatIsMissingIsBegunAnew() {
        UUID first = prompt();
        work();
        worker().lifecycle(first, "queued");
        worker().lifecycle(first, "started");
        worker().dies("No conversation found with session ID: x");
        work();
        later(Duration.ofSeconds(5));
        assertEquals(2, workers.size());
        assertFalse(worker().resumes);
        assertTrue(worker().sent.containsKey(first));
    }
}
