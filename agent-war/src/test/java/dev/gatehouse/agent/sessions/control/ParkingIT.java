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
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.AgentEvent.UsageReported;
import dev.gatehouse.contract.AgentEvent.WorkerEnded;
import dev.gatehouse.contract.AgentEvent.WorkerStarted;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Workers that have nothing to do: parked, giving way, and leaving nothing behind. */
@Execution(ExecutionMode.CONCURRENT)
class ParkingIT {

    @AutoClose
    private static RealAgent agent = new RealAgent();

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

    @Test
    void aRunawayThatLeftTheTreeAndItsMarkEndsWithTheOwnersLastWorker() {
        assumeTrue(agent.ownUsers(), "only an OS user of one's own can be swept");
        var conversation = agent.conversation(PermissionMode.BYPASS_PERMISSIONS);
        String seconds = Integer.toString(3000 + ThreadLocalRandom.current().nextInt(5000));
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
}
