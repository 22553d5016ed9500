package dev.gatehouse.agent.sessions.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentEvent.TurnCompleted;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.AgentEvent.WorkerEnded;
import dev.gatehouse.contract.AgentEvent.WorkerStarted;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full at any moment of a turn: what must stop stops, and what was accepted is answered once. */
class FullDiskTest {

    private static final Duration TICK = Duration.ofSeconds(5);

    @TempDir
    private Path data;

    private FakeSession fake;

    @BeforeEach
    void open() {
        fake = new FakeSession(data);
    }

    @AfterEach
    void close() {
        fake.disk.full(false);
        fake.close();
    }

    private UUID working() {
        UUID prompt = fake.prompt();
        fake.work();
        fake.worker().lifecycle(prompt, "queued");
        fake.worker().lifecycle(prompt, "started");
        return prompt;
    }

    @Test
    void stopEndsTheWorkerAndThePromptStaysStoppedWhenThereIsRoomAgain() {
        UUID prompt = working();
        FakeWorker worker = fake.worker();
        fake.disk.full(true);
        fake.session.commands().interrupt(fake.person);
        fake.work();
        assertTrue(worker.closed, "whatever fills the disk must be stoppable");
        assertEquals(SessionPhase.PARKED, fake.session.phase());
        assertEquals(0, fake.slots.live());
        fake.later(TICK);
        assertEquals(1, fake.workers.size(), "nothing is done while the log lags behind");

        fake.disk.full(false);
        fake.later(TICK);
        fake.later(TICK);
        assertEquals(1, fake.workers.size(), "what was stopped is not done again");
        assertEquals(
                TurnOutcome.INTERRUPTED,
                fake.events(TurnCompleted.class).getFirst().outcome());
        assertEquals(1, fake.answers(prompt));
    }

    @Test
    void parkingEndsTheWorkerToo() {
        working();
        FakeWorker worker = fake.worker();
        fake.disk.full(true);
        fake.session.commands().park(WorkerEnd.STOPPED_BY_ADMINISTRATOR, fake.person);
        fake.work();
        assertTrue(worker.closed);
        fake.disk.full(false);
        fake.later(TICK);
        assertEquals(
                WorkerEnd.STOPPED_BY_ADMINISTRATOR,
                fake.events(WorkerEnded.class).getFirst().reason());
    }

    @Test
    void aWorkerWhoseWordsCannotBeKeptIsEndedAndAnotherGoesOnWhenThereIsRoom() {
        UUID prompt = working();
        FakeWorker worker = fake.worker();
        fake.disk.full(true);
        worker.result(prompt);
        fake.work();
        assertTrue(worker.closed, "its words are lost, so it must not go on");
        fake.later(TICK);
        assertEquals(1, fake.workers.size());

        fake.disk.full(false);
        fake.later(TICK);
        fake.later(TICK);
        assertEquals(2, fake.workers.size());
        assertTrue(fake.worker().sent.containsKey(prompt), "what was accepted is gone on with");
        fake.worker().lifecycle(prompt, "started");
        fake.worker().result(prompt);
        assertEquals(1, fake.answers(prompt));
    }

    @Test
    void aQuestionThatCannotBeShownIsNotLeftHanging() {
        working();
        FakeWorker worker = fake.worker();
        fake.disk.full(true);
        worker.says("{\"type\":\"control_request\",\"request_id\":\"r1\",\"request\":{\"subtype\":\"can_use_tool\","
                + "\"tool_name\":\"Bash\",\"input\":{\"command\":\"ls\"},\"tool_use_id\":\"t1\"}}");
        fake.work();
        assertTrue(worker.closed || !worker.answers.isEmpty(), "denied, or ended with its worker");
        fake.disk.full(false);
        assertEquals(0, fake.events(PermissionRequested.class).size());
    }

    @Test
    void aWorkerThatDiesMeanwhileFreesItsPlace() {
        UUID prompt = working();
        fake.disk.full(true);
        fake.worker().dies("killed");
        fake.work();
        assertEquals(0, fake.slots.live());
        fake.disk.full(false);
        fake.later(TICK);
        fake.later(TICK);
        assertEquals(2, fake.workers.size());
        assertTrue(fake.worker().sent.containsKey(prompt));
    }

    @Test
    void aWorkerThatCannotBeIntroducedIsEndedAndNotForgotten() {
        fake.prepare = worker -> worker.whileStarting = () -> fake.disk.full(true);
        fake.prompt();
        fake.work();
        assertTrue(fake.workers.getFirst().closed);
        assertEquals(0, fake.slots.live());
        assertEquals(0, fake.events(WorkerStarted.class).size());

        fake.prepare = worker -> {};
        fake.disk.full(false);
        fake.later(TICK);
        fake.later(TICK);
        assertEquals(2, fake.workers.size());
        assertFalse(fake.worker().closed);
    }

    @Test
    void aPromptIsRefusedUntilTheLogHasCaughtUp() {
        working();
        fake.disk.full(true);
        fake.session.commands().interrupt(fake.person);
        fake.work();
        var refused = assertThrows(GatehouseException.class, fake::prompt);
        assertEquals(ProblemCode.STORAGE_FULL, refused.problem().code());
        fake.disk.full(false);
        UUID next = fake.prompt();
        fake.work();
        assertTrue(fake.worker().sent.containsKey(next));
    }
}
