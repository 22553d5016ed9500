package dev.gatehouse.agent.sessions.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentCommand.AnswerPermission;
import dev.gatehouse.contract.AgentCommand.Decision;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentEvent.TextBlock;
import dev.gatehouse.contract.AgentEvent.ThinkingBlock;
import dev.gatehouse.contract.AgentEvent.ToolFinished;
import dev.gatehouse.contract.AgentEvent.TurnCompleted;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.AgentEvent.UsageReported;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.AgentEvent.WorkerEnded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session makes of what its worker says, without a process. */
class AgentSessionTest {

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
    void recordedTurnsBecomeTheseEvents() throws IOException {
        fake.prompt(UUID.fromString("deb7e492-d854-492d-b018-a2be15aff7aa"));
        fake.work();
        UUID failing = UUID.fromString("407e9072-353f-4c8e-860c-aa832cdde90f");
        for (String line : recorded()) {
            fake.worker().says(line);
            if (line.contains("\"can_use_tool\"")) {
                assertEquals(SessionPhase.WAITING, fake.session.phase());
                var asked = fake.events(PermissionRequested.class).get(0);
                assertEquals(List.of("Bash(touch x *)"), asked.sessionRules());
                fake.session
                        .commands()
                        .answer(
                                new AnswerPermission(asked.questionId(), Decision.DENY, Optional.of("no")),
                                Answerer.person(fake.person));
                assertEquals(List.of("deny The person you work for refused this. They say: no"), fake.worker().answers);
            }
            if (line.contains("\"idle\"") && !fake.session.summary().phase().equals(SessionPhase.WORKING)) {
                fake.prompt(failing);
            }
        }
        assertEquals("let me think", fake.events(ThinkingBlock.class).get(0).text());
        assertEquals(
                List.of("I look around", "all done"),
                fake.events(TextBlock.class).stream().map(TextBlock::text).toList());
        var finished = fake.events(ToolFinished.class);
        assertTrue(finished.get(0).denied());
        assertTrue(finished.get(1).error() && !finished.get(1).denied(), finished::toString);
        var turns = fake.events(TurnCompleted.class);
        assertEquals(TurnOutcome.SUCCESS, turns.get(0).outcome());
        assertEquals(1, turns.get(0).denials());
        assertEquals(TurnOutcome.FAILED, turns.get(1).outcome());
        assertTrue(turns.get(1).message().orElse("").contains("used up"), turns::toString);
        assertEquals(1, fake.answers(failing));
        var usage = fake.events(UsageReported.class);
        assertEquals(0.13086, usage.get(0).costUsd(), 0.00001);
        assertEquals(0.13530 - 0.13086, usage.get(1).costUsd(), 0.00001, "not cumulative");
        assertEquals(0, fake.events(AgentEvent.Unrecognized.class).size());
        assertEquals(0, fake.events(AgentEvent.TranscriptChanged.class).size());
        assertEquals(SessionPhase.IDLE, fake.session.phase());
    }

    private List<String> recorded() throws IOException {
        try (InputStream in = AgentSessionTest.class.getResourceAsStream("two-turns.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void aPromptTheCliKnowsAlreadyIsContinuedOnce() {
        UUID prompt = fake.prompt();
        fake.work();
        fake.worker().lifecycle(prompt, "completed");
        fake.worker().idle();
        assertEquals(
                List.of("do it", PromptDelivery.CONTINUE),
                List.copyOf(fake.worker().sent.values()));
        fake.worker().result(UUID.randomUUID());
        assertEquals(1, fake.answers(prompt));
        assertEquals(SessionPhase.IDLE, fake.session.phase());
    }

    @Test
    void aKnownPromptIsAnsweredByTheTurnOfAnotherAndContinuedIfThatOneIsTakenBack() {
        UUID known = fake.prompt();
        UUID other = fake.prompt();
        fake.work();
        fake.worker().lifecycle(known, "completed");
        fake.worker().lifecycle(other, "queued");
        assertFalse(fake.worker().sent.containsValue(PromptDelivery.CONTINUE));
        fake.session.commands().cancelPrompt(other, fake.person);
        fake.worker().idle();
        assertTrue(fake.worker().sent.containsValue(PromptDelivery.CONTINUE));
        fake.worker().result(UUID.randomUUID());
        assertEquals(1, fake.answers(known));
        assertEquals(0, fake.answers(other));
    }

    @Test
    void aPromptTheCliDropsIsToldAsFailed() {
        UUID prompt = fake.prompt();
        fake.work();
        fake.worker().lifecycle(prompt, "queued");
        fake.worker().lifecycle(prompt, "refused");
        fake.worker().idle();
        assertEquals(TurnOutcome.FAILED, fake.events(TurnCompleted.class).get(0).outcome());
        assertEquals(1, fake.answers(prompt));
        assertEquals(SessionPhase.IDLE, fake.session.phase());
    }

    @Test
    void aWorkerThatReportsAModeOutsideTheGrantIsStopped() {
        fake.prompt();
        fake.work();
        fake.worker()
                .says("{\"type\":\"system\",\"subtype\":\"status\",\"status\":null,\"permissionMode\":\"delegate\"}");
        fake.work();
        assertTrue(fake.worker().closed);
        assertEquals(
                WorkerEnd.VIOLATED_GRANT, fake.events(WorkerEnded.class).get(0).reason());
        assertEquals(SessionPhase.PARKED, fake.session.phase());
    }
}
