package dev.gatehouse.agent.sessions.control;

import static dev.gatehouse.agent.sessions.control.Steps.bash;
import static dev.gatehouse.agent.sessions.control.Steps.script;
import static dev.gatehouse.agent.sessions.control.Steps.text;
import static dev.gatehouse.agent.sessions.control.Steps.tool;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import dev.gatehouse.contract.Rules;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a person answers to a permission question, and how long it holds. */
@Execution(ExecutionMode.CONCURRENT)
class PermissionAnswersIT {

    @AutoClose
    private static RealAgent agent = new RealAgent();

    @Test
    void theAskRuleThatMadeItAQuestionIsNamed() {
        var conversation = agent.conversation(RealAgent.grant(
                PermissionMode.BYPASS_PERMISSIONS,
                new Rules(List.of(), List.of("Edit(sec/**)", "WebFetch"), List.of())));
        conversation.prompt(script(
                tool("Write", "file_path", "${cwd}/sec/a.txt", "content", "x"),
                tool("WebFetch", "url", "http://example.org/", "prompt", "p"),
                text("done")));
        var write = conversation.await(PermissionRequested.class);
        assertEquals(Optional.of("Edit(sec/**)"), write.matchedRule(), "the only one that can have been it");
        conversation.answer(write.questionId(), Decision.DENY);
        var fetch = conversation.await(
                PermissionRequested.class, each -> each.tool().equals("WebFetch"));
        assertEquals(Optional.of("WebFetch"), fetch.matchedRule(), "named by the CLI");
        conversation.answer(fetch.questionId(), Decision.DENY);
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
}
