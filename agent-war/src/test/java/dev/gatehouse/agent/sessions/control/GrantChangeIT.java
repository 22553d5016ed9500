package dev.gatehouse.agent.sessions.control;

import static dev.gatehouse.agent.sessions.control.Steps.bash;
import static dev.gatehouse.agent.sessions.control.Steps.script;
import static dev.gatehouse.agent.sessions.control.Steps.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentCommand.AnswerPermission;
import dev.gatehouse.contract.AgentCommand.Decision;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.SessionFailed;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentEvent.ToolFinished;
import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Rules;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A changed grant and a live worker. */
@Execution(ExecutionMode.CONCURRENT)
class GrantChangeIT {

    @AutoClose
    private static RealAgent agent = new RealAgent();

    @Test
    void aNarrowerGrantBringsTheWorkerInsideIt() {
        var conversation = agent.conversation(PermissionMode.BYPASS_PERMISSIONS);
        conversation.answered(conversation.prompt(script(bash("touch unasked"), text("ok"))));
        start(conversation, grant(EnumSet.of(PermissionMode.DEFAULT), Rules.NONE));
        UUID prompt = conversation.prompt(script(bash("touch asked"), text("ok")));
        var asked = conversation.await(PermissionRequested.class);
        assertEquals(PermissionMode.DEFAULT, conversation.session.summary().mode());
        conversation.send(new AnswerPermission(asked.questionId(), Decision.ONCE, Optional.empty()));
        conversation.answeredOnce(prompt);
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
        conversation.answeredOnce(prompt);
        // and a live one
        start(conversation, grant(all, malformed));
        conversation.awaitPhase(SessionPhase.PARKED);
        assertEquals(2, conversation.events(SessionFailed.class).size());
        assertEquals(List.of(), agent.processes(conversation));
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
