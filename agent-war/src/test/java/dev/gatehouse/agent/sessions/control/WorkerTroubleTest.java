package dev.gatehouse.agent.sessions.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentEvent.PromptCancelled;
import dev.gatehouse.contract.AgentEvent.SessionFailed;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentEvent.TurnCompleted;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.AgentEvent.WorkerEnded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a worker does or leaves undone, no session stays in any state for ever. */
class WorkerTroubleTest {

    @TempDir
    private Path data;

    private FakeSession fake;

    @BeforeEach
    void open() {
        fake = new FakeSession(data);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void aPromptTheCliNeverAcknowledgesBringsANewWorkerAndAtLastAFailure() {
        UUID prompt = fake.prompt();
        fake.work();
        for (int start = 1; start <= 4; start++) {
            assertEquals(start, fake.workers.size());
            assertTrue(fake.worker().sent.containsKey(prompt));
            fake.later(Duration.ofSeconds(31));
        }
        assertEquals(1, fake.events(SessionFailed.class).size());
        assertEquals(SessionPhase.PARKED, fake.session.phase());
        assertEquals(0, fake.slots.live());
        fake.prompt();
        fake.work();
        assertTrue(fake.worker().sent.containsKey(prompt), "the next prompt tries again, with both");
    }

    @Test
    void aStartThatFailsUnexpectedlyIsToldAndFreesItsPlace() {
        fake.prepare = worker -> worker.failure = new IllegalStateException("bug");
        fake.prompt();
        assertEquals(SessionPhase.STARTING, fake.session.phase());
        fake.work();
        assertEquals(1, fake.events(SessionFailed.class).size());
        assertEquals(SessionPhase.PARKED, fake.session.phase());
        assertEquals(0, fake.slots.live());
    }

    @Test
    void aProcessThatDiesBeforeItIsTakenOverIsReplaced() {
        fake.prepare = worker -> worker.whileStarting = () -> worker.dies("early");
        UUID prompt = fake.prompt();
        fake.background.poll().run();
        fake.prepare = worker -> {};
        fake.work();
        assertEquals(WorkerEnd.CRASHED, fake.events(WorkerEnded.class).get(0).reason());
        assertEquals(SessionPhase.STARTING, fake.session.phase(), "another one comes soon");
        fake.later(Duration.ofSeconds(5));
        assertEquals(2, fake.workers.size());
        assertTrue(fake.worker().sent.containsKey(prompt));
    }

    @Test
    void anEndAskedForWhileAWorkerStartsWaitsForThatStart() {
        UUID prompt = fake.prompt();
        fake.session.commands().park(WorkerEnd.PARKED_BY_PERSON, fake.person);
        assertEquals(SessionPhase.STOPPING, fake.session.phase());
        assertEquals(1, fake.slots.live(), "its place is taken until it is gone");
        fake.work();
        assertTrue(fake.worker().aborted && fake.worker().closed);
        assertEquals(SessionPhase.PARKED, fake.session.phase());
        assertEquals(0, fake.slots.live());
        assertEquals(1, fake.events(PromptCancelled.class).size());
        assertTrue(fake.worker().sent.isEmpty());
        assertEquals(0, fake.answers(prompt));
    }

    @Test
    void aPromptSentWhileAWorkerEndsGoesToTheNext() {
        fake.prompt();
        fake.work();
        fake.session.commands().park(WorkerEnd.PARKED_BY_PERSON, fake.person);
        UUID next = fake.prompt();
        fake.work();
        assertEquals(2, fake.workers.size());
        assertEquals(Set.of(next), fake.worker().sent.keySet());
    }

    @Test
    void aParkedSessionWithARetryPlannedStaysParked() {
        fake.prepare = worker -> worker.whileStarting = () -> worker.dies("early");
        fake.prompt();
        fake.work();
        fake.session.commands().park(WorkerEnd.PARKED_BY_PERSON, fake.person);
        fake.later(Duration.ofMinutes(1));
        assertEquals(1, fake.workers.size());
        assertEquals(SessionPhase.PARKED, fake.session.phase());
    }

    @Test
    void aWorkerDeafToStopIsEndedAndWhatWasAskedLaterIsDone() {
        UUID running = fake.prompt();
        UUID queued = fake.prompt();
        fake.work();
        fake.worker().lifecycle(running, "queued");
        fake.worker().lifecycle(running, "started");
        fake.worker().lifecycle(queued, "queued");
        fake.session.commands().interrupt(fake.person);
        assertEquals(SessionPhase.STOPPING, fake.session.phase());
        assertEquals(1, fake.worker().interrupts);
        UUID after = fake.prompt();
        fake.later(Duration.ofSeconds(4));
        assertEquals(
                TurnOutcome.INTERRUPTED, fake.events(TurnCompleted.class).get(0).outcome());
        assertEquals(1, fake.answers(running));
        assertEquals(
                List.of(queued),
                fake.events(PromptCancelled.class).stream()
                        .map(PromptCancelled::promptId)
                        .toList());
        assertEquals(2, fake.workers.size());
        assertEquals(Set.of(after), fake.worker().sent.keySet());
    }

    @Test
    void stopBeforeAnythingIsTakenUpNeedsNoTurnToEnd() {
        UUID prompt = fake.prompt();
        fake.work();
        fake.worker().lifecycle(prompt, "queued");
        fake.session.commands().interrupt(fake.person);
        fake.worker().lifecycle(prompt, "cancelled");
        fake.worker().idle();
        assertEquals(SessionPhase.IDLE, fake.session.phase());
        fake.later(Duration.ofSeconds(4));
        assertEquals(1, fake.workers.size(), "it is no deaf worker");
    }

    @Test
    void anEndedSessionStartsNoWorkerAnyMore() {
        fake.prepare = worker -> worker.whileStarting = () -> worker.dies("early");
        fake.prompt();
        fake.work();
        fake.session.commands().end(fake.person);
        fake.later(Duration.ofMinutes(1));
        assertEquals(1, fake.workers.size());
        assertEquals(SessionPhase.ENDED, fake.session.phase());
        assertEquals(0, fake.slots.live());
    }

    /** Seen with kill -9 before the transcript is written, by luck: the CLI says a result before it gives up. */
    @Test
    void theResultOfAStartThatFailsIsNoTurn() {
        fake.prepare = worker -> worker.whileStarting = () -> worker.says(
                "{\"type\":\"result\",\"subtype\":\"error_during_execution\",\"is_error\":true,\"errors\":[\"No conversation\"]}");
        UUID prompt = fake.prompt();
        fake.work();
        assertEquals(0, fake.events(TurnCompleted.class).size());
        fake.worker().lifecycle(prompt, "queued");
        fake.worker().lifecycle(prompt, "started");
        fake.worker().result(prompt);
        assertEquals(1, fake.answers(prompt));
    }

    @Test
    void aTranscriptThatIsMissingIsBegunAnew() {
        UUID first = fake.prompt();
        fake.work();
        fake.worker().lifecycle(first, "queued");
        fake.worker().lifecycle(first, "started");
        fake.worker().dies("No conversation found with session ID: x");
        fake.work();
        fake.later(Duration.ofSeconds(5));
        assertEquals(2, fake.workers.size());
        assertFalse(fake.worker().resumes);
        assertTrue(fake.worker().sent.containsKey(first));
    }
}
