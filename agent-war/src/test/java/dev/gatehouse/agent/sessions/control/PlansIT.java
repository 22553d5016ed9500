package dev.gatehouse.agent.sessions.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentCommand.AnswerPlan;
import dev.gatehouse.contract.AgentCommand.Decision;
import dev.gatehouse.contract.AgentEvent.ModeChanged;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.PlanProposed;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.Rules;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Plans: accepted into a mode, rejected with what to change. */
@Execution(ExecutionMode.CONCURRENT)
class PlansIT {

    @AutoClose
    private static RealAgent agent = new RealAgent();

    private Conversation conversation;

    @AfterEach
    void park() {
        conversation.close();
    }

    private UUID ask(PermissionMode mode, String... steps) {
        conversation = agent.conversation(mode);
        return conversation.prompt(Steps.script(steps));
    }

    @Test
    void anAcceptedPlanGoesOnInTheChosenMode() {
        UUID prompt = ask(
                PermissionMode.PLAN,
                Steps.tool("ExitPlanMode", "plan", "1. touch a file"),
                Steps.bash("touch planned.txt"),
                Steps.text("ok"));
        var plan = conversation.await(PlanProposed.class);
        assertFalse(plan.modes().contains(PermissionMode.PLAN));
        conversation.send(
                new AnswerPlan(plan.questionId(), true, Optional.of(PermissionMode.ACCEPT_EDITS), Optional.empty()));
        assertEquals(TurnOutcome.SUCCESS, conversation.answered(prompt).outcome());
        var changed = conversation.await(ModeChanged.class);
        assertEquals(PermissionMode.ACCEPT_EDITS, changed.mode());
        assertEquals(Optional.of(conversation.owner), changed.by());
        assertEquals(PermissionMode.ACCEPT_EDITS, conversation.session.summary().mode());
        assertEquals(0, conversation.events(PermissionRequested.class).size(), "acceptEdits runs touch unasked");
    }

    @Test
    void aPlanCannotBeAcceptedIntoAModeThatIsNotGranted() {
        Set<PermissionMode> few = EnumSet.of(PermissionMode.PLAN, PermissionMode.DEFAULT);
        conversation = agent.conversation(new ModeGrant(
                few,
                PermissionMode.PLAN,
                PermissionMode.DEFAULT,
                Rules.NONE,
                Limits.AS_SHIPPED,
                List.of(),
                1,
                Optional.empty()));
        UUID prompt = conversation.prompt(
                Steps.script(Steps.tool("ExitPlanMode", "plan", "do it"), Steps.bash("touch x"), Steps.text("ok")));
        var plan = conversation.await(PlanProposed.class);
        assertEquals(List.of(PermissionMode.DEFAULT), plan.modes());
        conversation.refuses(
                ProblemCode.MODE_NOT_GRANTED,
                new AnswerPlan(
                        plan.questionId(), true, Optional.of(PermissionMode.BYPASS_PERMISSIONS), Optional.empty()));
        assertTrue(conversation.isOpen(plan.questionId()));
        conversation.send(new AnswerPlan(plan.questionId(), true, Optional.empty(), Optional.empty()));
        var asked = conversation.await(PermissionRequested.class);
        assertEquals(PermissionMode.DEFAULT, conversation.session.summary().mode());
        conversation.answer(asked.questionId(), Decision.ONCE);
        conversation.answered(prompt);
    }

    @Test
    void aRejectedPlanTellsTheModelWhatToChangeAndStaysInPlan() {
        UUID prompt =
                ask(PermissionMode.PLAN, Steps.tool("ExitPlanMode", "plan", "do it"), Steps.text("${lastToolResult}"));
        var plan = conversation.await(PlanProposed.class);
        conversation.send(new AnswerPlan(plan.questionId(), false, Optional.empty(), Optional.of("smaller steps")));
        assertTrue(conversation.answered(prompt).denials() > 0);
        assertTrue(conversation.text().contains("smaller steps"), conversation::toString);
        assertEquals(PermissionMode.PLAN, conversation.session.summary().mode());
    }
}
