package dev.gatehouse.agent.sessions.control;

import static dev.gatehouse.agent.sessions.control.Steps.bash;
import static dev.gatehouse.agent.sessions.control.Steps.script;
import static dev.gatehouse.agent.sessions.control.Steps.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.PermissionResolved;
import dev.gatehouse.contract.AgentEvent.Resolution;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.AgentEvent.WorkerEnded;
import dev.gatehouse.contract.GrantPush;
import dev.gatehouse.contract.OwnerGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** One click stops all action of every worker. */
class FreezeIT {

    private static final int WORKERS = 10;

    /** What had not ended by itself is killed after a second; the rest is for a machine that does other work. */
    private static final Duration SOON = Duration.ofSeconds(10);

    @AutoClose
    private static RealAgent agent = new RealAgent();

    private static void push(List<Conversation> conversations, Grants grants) {
        agent.sessions.grant(new GrantPush(conversations.stream()
                .map(each -> new OwnerGrant(each.owner, grants.build()))
                .toList()));
    }

    private static boolean exists(Conversation conversation, String file) {
        return Files.exists(conversation.project().resolve(file));
    }

    @Test
    void allWorkersStopAtOnceAndAThawBeginsNothingAgain() {
        List<Conversation> all = new ArrayList<>();
        List<UUID> prompts = new ArrayList<>();
        IntStream.range(0, WORKERS).forEach(number -> {
            boolean asks = number == 0;
            var conversation = agent.conversation(Grants.of(1)
                    .in(asks ? PermissionMode.DEFAULT : PermissionMode.BYPASS_PERMISSIONS)
                    .build());
            String command = asks ? "touch after" : "touch begun; true; sleep 20; touch after";
            prompts.add(conversation.prompt(script(bash(command), bash("touch after"), text("never"))));
            all.add(conversation);
        });
        all.get(0).await(PermissionRequested.class);
        all.subList(1, WORKERS).forEach(each -> each.await("it works", () -> exists(each, "begun")));

        Instant pushed = Instant.now();
        push(all, Grants.of(2).in(PermissionMode.BYPASS_PERMISSIONS).frozen("an incident"));

        for (Conversation each : all) {
            each.await("it is gone", () -> agent.processes(each).isEmpty());
        }
        assertTrue(Duration.between(pushed, Instant.now()).compareTo(SOON) < 0);
        for (Conversation each : all) {
            assertEquals(WorkerEnd.FROZEN, each.await(WorkerEnded.class).reason());
            each.awaitPhase(SessionPhase.PARKED);
            assertFalse(exists(each, "after"));
            each.refuses(ProblemCode.FROZEN, new AgentCommand.Prompt(UUID.randomUUID(), "go on", List.of()));
        }
        assertEquals(
                Resolution.FROZEN, all.get(0).await(PermissionResolved.class).resolution());
        for (int number = 0; number < WORKERS; number++) {
            assertEquals(
                    TurnOutcome.INTERRUPTED,
                    all.get(number).answered(prompts.get(number)).outcome());
        }

        push(all, Grants.of(3).in(PermissionMode.BYPASS_PERMISSIONS));
        assertEquals(0, agent.sessions.liveWorkers());
        var again = all.get(1);
        UUID next = again.prompt(script(bash("touch thawed"), text("ok")));
        assertEquals(TurnOutcome.SUCCESS, again.answered(next).outcome());
        assertTrue(exists(again, "thawed"));
        assertFalse(all.stream().anyMatch(each -> exists(each, "after")));
        assertEquals(1, agent.sessions.liveWorkers());
    }
}
