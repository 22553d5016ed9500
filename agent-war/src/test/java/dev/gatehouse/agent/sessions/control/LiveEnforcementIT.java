package dev.gatehouse.agent.sessions.control;

import static dev.gatehouse.agent.sessions.control.Steps.bash;
import static dev.gatehouse.agent.sessions.control.Steps.script;
import static dev.gatehouse.agent.sessions.control.Steps.text;
import static dev.gatehouse.agent.sessions.control.Steps.tool;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentCommand.AnswerPermission;
import dev.gatehouse.contract.AgentCommand.Decision;
import dev.gatehouse.contract.AgentCommand.Prompt;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.GrantChanged;
import dev.gatehouse.contract.AgentEvent.GrantConfirmed;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentEvent.ToolFinished;
import dev.gatehouse.contract.AgentEvent.WorkerStarted;
import dev.gatehouse.contract.GrantStatus.Phase;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.QuestionRules.AnsweredBy;
import dev.gatehouse.contract.QuestionRules.Unwatched;
import dev.gatehouse.contract.ToolDecision.Step;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is granted changes while the real CLI is at work. */
class LiveEnforcementIT {

    @AutoClose
    private static RealAgent agent = new RealAgent();

    private static void granted(Conversation conversation, long revision) {
        conversation.await(GrantConfirmed.class, confirmed -> confirmed.revision() == revision);
        assertEquals(Phase.CONFIRMED, conversation.session.summary().grant().phase());
        assertEquals(revision, conversation.session.summary().grant().revision());
    }

    /** A worker that did not prove in time was replaced; then it is not the running one that was tightened. */
    private static boolean replaced(Conversation conversation) {
        return conversation.events(WorkerStarted.class).size() > 1;
    }

    private static boolean exists(Conversation conversation, String file) {
        return Files.exists(conversation.project().resolve(file));
    }

    @Test
    void aNewDenyRuleBindsABypassWorkerInTheMiddleOfItsTurn() {
        var conversation = agent.conversation(
                Grants.of(1).in(PermissionMode.BYPASS_PERMISSIONS).build());
        UUID prompt = conversation.prompt(
                script(bash("touch before; true; sleep 6; touch ran"), bash("touch late"), text("done")));
        conversation.await("the command runs", () -> exists(conversation, "before"));
        Instant pushed = Instant.now();
        conversation.grant(Grants.of(2).in(PermissionMode.BYPASS_PERMISSIONS).deny("Bash(touch late*)"));
        assertEquals(
                "Bash", conversation.session.summary().runningCalls().get(0).tool(), "told as still running");
        granted(conversation, 2);
        boolean replaced = replaced(conversation);
        assertTrue(
                replaced || Duration.between(pushed, Instant.now()).compareTo(GrantEnforcement.PROOF) < 0,
                conversation::toString);
        assertTrue(conversation.answered(prompt).denials() > 0, conversation::toString);
        assertFalse(exists(conversation, "late"));
        assertTrue(replaced || exists(conversation, "ran"), "what was checked before goes on");
        assertEquals(
                Step.DENY_RULE,
                conversation.await(ToolFinished.class).decision().orElseThrow().step());
        conversation.close();
    }

    @Test
    void aNewDenyRuleBindsARunningSubagent() {
        var conversation = agent.conversation(
                Grants.of(1).in(PermissionMode.BYPASS_PERMISSIONS).build());
        String work = script(bash("touch begun; true; sleep 6"), bash("touch late"), text("subagent done"));
        conversation.answered(conversation.prompt(script(
                tool("Task", "description", "a helper", "prompt", work, "subagent_type", "general-purpose"),
                text("delegated"))));
        conversation.await("the subagent works", () -> exists(conversation, "begun"));
        conversation.grant(Grants.of(2).in(PermissionMode.BYPASS_PERMISSIONS).deny("Bash(touch late*)"));
        granted(conversation, 2);
        conversation.awaitPhase(SessionPhase.IDLE);
        assertFalse(exists(conversation, "late"));
        if (!replaced(conversation)) {
            var refused = conversation.await(ToolFinished.class, ToolFinished::denied);
            assertTrue(refused.parent().isPresent(), "the subagent's");
            assertEquals(Step.DENY_RULE, refused.decision().orElseThrow().step());
        }
        conversation.close();
    }

    @Test
    void aModeThatIsNotGrantedAnyMoreIsLeftByTheRunningWorker() {
        var conversation = agent.conversation(Grants.of(1)
                .modes(PermissionMode.ACCEPT_EDITS, PermissionMode.DEFAULT)
                .build());
        conversation.answered(conversation.prompt(script(bash("touch unasked"), text("ok"))));
        conversation.grant(Grants.of(2).modes(PermissionMode.DEFAULT));
        granted(conversation, 2);
        assertEquals(PermissionMode.DEFAULT, conversation.session.summary().mode());
        conversation.prompt(script(bash("touch asked"), text("ok")));
        conversation.await(PermissionRequested.class);
        assertFalse(exists(conversation, "asked"));
        conversation.close();
    }

    @Test
    void aLeaseEndsInTheRunningWorkerWithNobodyTellingIt() {
        var conversation = agent.conversation(
                Grants.of(1).in(PermissionMode.BYPASS_PERMISSIONS).build());
        conversation.answered(conversation.prompt(script(bash("touch before"), text("ok"))));
        Instant end = Instant.now().plusSeconds(12);
        conversation.grant(Grants.of(3)
                .in(PermissionMode.BYPASS_PERMISSIONS)
                .until(end, Grants.of(3).modes(PermissionMode.DEFAULT).build()));
        granted(conversation, 3);
        assertEquals(
                PermissionMode.BYPASS_PERMISSIONS,
                conversation.session.summary().mode());
        conversation.await(GrantChanged.class, changed -> !changed.grant().allows(PermissionMode.BYPASS_PERMISSIONS));
        assertFalse(Instant.now().isBefore(end), "not shorter than granted");
        assertFalse(conversation.session.summary().mode() == PermissionMode.BYPASS_PERMISSIONS
                && conversation.session.summary().pid().isPresent()
                && conversation.session.summary().grant().phase() == Phase.CONFIRMED);
        conversation.prompt(script(bash("touch after"), text("ok")));
        conversation.await(PermissionRequested.class);
        assertEquals(PermissionMode.DEFAULT, conversation.session.summary().mode());
        assertFalse(exists(conversation, "after"));
        conversation.close();
    }

    @Test
    void aWorkerThatDoesNotListJustTheGrantedRulesIsPutIntoQuarantine() {
        var conversation = agent.conversation(
                Grants.of(1).in(PermissionMode.BYPASS_PERMISSIONS).build());
        conversation.answered(conversation.prompt(script(text("sound"))));
        conversation.grant(Grants.of(2).in(PermissionMode.BYPASS_PERMISSIONS).deny("Bash("));
        conversation.await(AgentEvent.SessionFailed.class);
        var status = conversation.session.summary().grant();
        assertEquals(Phase.QUARANTINED, status.phase());
        assertTrue(status.detail().orElseThrow().contains("deny Bash("), status::toString);
        conversation.await("no process", () -> agent.processes(conversation).isEmpty());
        conversation.refuses(ProblemCode.CLI_FAILED, new Prompt(UUID.randomUUID(), "anything", List.of()));
        conversation.grant(Grants.of(3).in(PermissionMode.BYPASS_PERMISSIONS));
        conversation.answered(conversation.prompt(script(bash("touch mended"), text("ok"))));
        assertTrue(exists(conversation, "mended"));
        conversation.close();
    }

    @Test
    void fourEyesLetACallRunWhenBothHaveAllowedIt() {
        var conversation =
                agent.conversation(Grants.of(1).answeredBy(AnsweredBy.FOUR_EYES).build());
        UUID prompt = conversation.prompt(script(bash("touch both"), text("ok")));
        var asked = conversation.await(PermissionRequested.class);
        conversation.answer(asked.questionId(), Decision.ONCE);
        conversation.await(AgentEvent.PermissionEndorsed.class);
        conversation.awaitPhase(SessionPhase.WAITING);
        assertFalse(exists(conversation, "both"));
        agent.commands.execute(
                conversation.session,
                new AnswerPermission(asked.questionId(), Decision.ONCE, Optional.empty()),
                Answerer.approver(UUID.randomUUID()));
        assertEquals(0, conversation.answered(prompt).denials());
        assertTrue(exists(conversation, "both"));
        conversation.close();
    }

    @Test
    void aQuestionThatNobodyWatchesIsDeniedAndClaudeIsToldWhy() {
        var conversation =
                agent.conversation(Grants.of(1).unwatched(Unwatched.DENY).build());
        UUID prompt = conversation.prompt(script(bash("touch alone"), text("${lastToolResult}")));
        assertEquals(1, conversation.answered(prompt).denials());
        assertTrue(conversation.text().contains("Nobody is watching"), conversation::toString);
        assertEquals(
                Step.UNWATCHED,
                conversation.await(ToolFinished.class).decision().orElseThrow().step());
        conversation.close();
    }
}
