package dev.gatehouse.agent.sessions.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentCommand.AnswerPermission;
import dev.gatehouse.contract.AgentCommand.Decision;
import dev.gatehouse.contract.AgentEvent.GrantChanged;
import dev.gatehouse.contract.AgentEvent.GrantConfirmed;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.PermissionResolved;
import dev.gatehouse.contract.AgentEvent.Resolution;
import dev.gatehouse.contract.AgentEvent.SessionFailed;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentEvent.TurnCompleted;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.AgentEvent.WorkerEnded;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.GrantStatus.Phase;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a worker under a changed grant, without a process. */
class GrantEnforcementTest {

    private static final Rules DENY = new Rules(List.of("Bash(touch *)"), List.of(), List.of());

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

    private Phase phase() {
        return fake.session.summary().grant().phase();
    }

    private UUID working() {
        UUID prompt = fake.prompt();
        fake.work();
        fake.worker().lifecycle(prompt, "queued");
        fake.worker().lifecycle(prompt, "started");
        return prompt;
    }

    private PermissionRequested asked() {
        fake.worker().asks("touch x");
        return fake.events(PermissionRequested.class).get(0);
    }

    @Test
    void aStartedWorkerHasConfirmedItsGrantAndSaysSo() {
        assertEquals(Phase.PARKED, phase());
        fake.prompt();
        assertEquals(Phase.RESTARTING, phase());
        fake.work();
        assertEquals(Phase.CONFIRMED, phase());
        assertEquals(List.of(new GrantConfirmed(1, 0)), fake.events(GrantConfirmed.class));
    }

    @Test
    void aLiveWorkerIsAskedAtOnceAndCountsWhenItHasProved() {
        working();
        fake.session.regrant(Grants.of(5).rules(DENY).build());
        assertEquals(Phase.APPLYING, phase());
        assertEquals(DENY, fake.worker().asked.get(0).grant().rules());
        fake.worker().proves();
        assertEquals(Phase.CONFIRMED, phase());
        assertEquals(5, fake.session.summary().grant().revision());
        assertEquals(new GrantConfirmed(1, 5), fake.events(GrantConfirmed.class).get(1));
        assertEquals(1, fake.workers.size());
        fake.session.regrant(Grants.of(5).rules(DENY).build());
        assertEquals(1, fake.events(GrantChanged.class).size(), "the same again changes nothing");
    }

    @Test
    void theModeIsBroughtBackWithTheRules() {
        fake.session.regrant(Grants.of(1).build());
        fake.session.commands().changeMode(PermissionMode.ACCEPT_EDITS, fake.person);
        working();
        fake.session.regrant(Grants.of(2).modes(PermissionMode.DEFAULT).build());
        assertEquals(PermissionMode.DEFAULT, fake.worker().wantedMode);
        fake.worker().proves();
        assertEquals(PermissionMode.DEFAULT, fake.session.summary().mode());
        assertEquals(Phase.CONFIRMED, phase());
    }

    @Test
    void aWorkerThatDoesNotProveInTimeIsReplacedByOneUnderTheGrant() {
        UUID prompt = working();
        fake.session.regrant(Grants.of(5).rules(DENY).build());
        fake.await("given up", () -> phase() == Phase.RESTARTING);
        fake.work();
        assertTrue(fake.workers.get(0).closed);
        assertEquals(2, fake.workers.size());
        assertEquals(Phase.CONFIRMED, phase());
        assertTrue(fake.worker().sent.containsKey(prompt), "and goes on with what was asked");
        fake.workers.get(0).proves();
        assertEquals(Phase.CONFIRMED, phase(), "too late to matter");
    }

    @Test
    void aWorkerThatCannotBeBroughtUnderTheGrantIsReplaced() {
        working();
        fake.worker().fits = false;
        fake.session.regrant(Grants.of(5).build());
        assertEquals(Phase.RESTARTING, phase());
        fake.work();
        assertEquals(2, fake.workers.size());
        assertEquals(Phase.CONFIRMED, phase());
    }

    @Test
    void aWorkerThatIsJustStartingIsStartedAgainUnderTheNewGrant() {
        fake.prompt();
        fake.session.regrant(Grants.of(5).rules(DENY).build());
        fake.work();
        assertTrue(fake.workers.get(0).closed);
        assertEquals(2, fake.workers.size());
        assertEquals(DENY, fake.worker().startedFor.grant().rules());
    }

    @Test
    void otherRulesThanTheGrantedOnesMeanQuarantineUntilAnotherGrantComes() {
        UUID prompt = working();
        fake.session.regrant(Grants.of(5).rules(DENY).build());
        fake.worker().proof.completeExceptionally(new RuleProof.NotInForce(Set.of("deny Bash(touch *)"), Set.of()));
        fake.work();
        assertEquals(Phase.QUARANTINED, phase());
        assertTrue(fake.session.summary().grant().detail().orElseThrow().contains("deny Bash(touch *)"));
        assertEquals(1, fake.events(SessionFailed.class).size());
        assertEquals(
                WorkerEnd.VIOLATED_GRANT, fake.events(WorkerEnded.class).get(0).reason());
        assertThrows(GatehouseException.class, fake::prompt);
        fake.later(Duration.ofMinutes(1));
        assertEquals(1, fake.workers.size(), "no other worker takes its place");
        fake.session.regrant(Grants.of(6).build());
        fake.later(Duration.ofSeconds(2));
        assertEquals(2, fake.workers.size());
        assertTrue(fake.worker().sent.containsKey(prompt));
    }

    @Test
    void aStartUnderOtherRulesMeansQuarantineToo() {
        fake.prepare = worker -> worker.launchFailure =
                LaunchFailure.underOtherRules(new RuleProof.NotInForce(Set.of("deny Bash("), Set.of()).problem());
        fake.prompt();
        fake.work();
        assertEquals(Phase.QUARANTINED, phase());
        assertEquals(SessionPhase.PARKED, fake.session.phase());
        fake.later(Duration.ofMinutes(1));
        assertEquals(1, fake.workers.size());
        assertEquals(0, fake.slots.live());
    }

    @Test
    void aQuestionAskedUnderOtherRulesIsTakenBack() {
        working();
        PermissionRequested asked = asked();
        fake.session.regrant(Grants.of(5).rules(DENY).build());
        assertEquals(
                Resolution.WITHDRAWN,
                fake.events(PermissionResolved.class).get(0).resolution());
        assertTrue(fake.worker().answers.get(0).startsWith("deny The permission rules have just changed"));
        var late = new AnswerPermission(asked.questionId(), Decision.ONCE, Optional.empty());
        assertThrows(
                GatehouseException.class, () -> fake.session.commands().answer(late, Answerer.person(fake.person)));
        assertFalse(fake.worker().answers.stream().anyMatch(answer -> answer.startsWith("allow")));
    }

    // --- freeze

    @Test
    void aFreezeStopsEverythingAndRefusesWhatComes() {
        UUID running = working();
        UUID queued = fake.prompt();
        PermissionRequested asked = asked();
        fake.session.regrant(Grants.of(5).frozen("an incident").build());
        assertEquals("halt", fake.worker().answers.get(0), "before anything else");
        assertEquals(
                Resolution.FROZEN, fake.events(PermissionResolved.class).get(0).resolution());
        assertEquals(
                asked.questionId(), fake.events(PermissionResolved.class).get(0).questionId());
        fake.work();
        assertTrue(fake.worker().closed);
        assertEquals(GrantEnforcement.HALT, fake.worker().patience);
        assertEquals(WorkerEnd.FROZEN, fake.events(WorkerEnded.class).get(0).reason());
        assertEquals(
                TurnOutcome.INTERRUPTED, fake.events(TurnCompleted.class).get(0).outcome());
        assertEquals(1, fake.answers(running));
        assertEquals(0, fake.answers(queued));
        var refused = assertThrows(GatehouseException.class, fake::prompt);
        assertEquals(ProblemCode.FROZEN, refused.problem().code());
        assertTrue(refused.problem().detail().contains("an incident"));
        assertThrows(GatehouseException.class, () -> fake.session.commands().warm());
        assertThrows(
                GatehouseException.class, () -> fake.session.commands().changeMode(PermissionMode.PLAN, fake.person));
        fake.later(Duration.ofMinutes(5));
        assertEquals(1, fake.workers.size());
        // thaw: what nobody had begun is done, what was stopped is not begun again
        fake.session.regrant(Grants.of(6).build());
        fake.later(Duration.ofSeconds(2));
        assertEquals(2, fake.workers.size());
        assertEquals(Set.of(queued), fake.worker().sent.keySet());
    }

    @Test
    void aFreezeCatchesAWorkerThatIsStartingAndOneThatWouldBeRetried() {
        fake.prompt();
        fake.session.regrant(Grants.of(5).frozen("an incident").build());
        fake.work();
        assertTrue(fake.worker().aborted && fake.worker().closed);
        fake.later(Duration.ofMinutes(1));
        assertEquals(1, fake.workers.size());
        assertEquals(SessionPhase.PARKED, fake.session.phase());

        fake.session.regrant(Grants.of(6).build());
        fake.prepare = worker -> worker.whileStarting = () -> worker.dies("early");
        fake.later(Duration.ofSeconds(2));
        fake.session.regrant(Grants.of(7).frozen("again").build());
        int started = fake.workers.size();
        fake.later(Duration.ofMinutes(1));
        assertEquals(started, fake.workers.size());
    }
}
