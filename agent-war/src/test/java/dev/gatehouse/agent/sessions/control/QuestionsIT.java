package dev.gatehouse.agent.sessions.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentCommand.AnswerPermission;
import dev.gatehouse.contract.AgentCommand.AnswerPlan;
import dev.gatehouse.contract.AgentCommand.AnswerQuestion;
import dev.gatehouse.contract.AgentCommand.Decision;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.PermissionResolved;
import dev.gatehouse.contract.AgentEvent.QuestionAsked;
import dev.gatehouse.contract.AgentEvent.Resolution;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentEvent.ToolFinished;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.Rules;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every kind of question of the real CLI, and every way it can end. */
@Execution(ExecutionMode.CONCURRENT)
class QuestionsIT {

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

    private ToolFinished finished(UUID prompt) {
        assertEquals(TurnOutcome.SUCCESS, conversation.answered(prompt).outcome());
        return conversation.await(ToolFinished.class);
    }

    @Test
    void oneOptionChosenReachesTheModel() {
        UUID prompt = ask(
                PermissionMode.DEFAULT,
                Steps.ask(Steps.question("Which one?", false, "red", "blue")),
                Steps.text("ok"));
        var asked = conversation.await(QuestionAsked.class);
        assertEquals(
                List.of("red", "blue"),
                asked.questions().get(0).options().stream()
                        .map(AgentEvent.Option::label)
                        .toList());
        conversation.send(new AnswerQuestion(asked.questionId(), Map.of("Which one?", "blue")));
        assertTrue(finished(prompt).content().contains("blue"), conversation::toString);
        var resolved = conversation.await(PermissionResolved.class);
        assertEquals(Resolution.ANSWERED, resolved.resolution());
        assertEquals(Map.of("Which one?", "blue"), resolved.answers());
    }

    @Test
    void severalOptionsAndATextOfOnesOwnReachTheModel() {
        UUID prompt = ask(
                PermissionMode.DEFAULT,
                Steps.ask(
                        Steps.question("Which ones?", true, "red", "blue", "green"),
                        Steps.question("And why?", false, "just so", "because")),
                Steps.text("ok"));
        var asked = conversation.await(QuestionAsked.class);
        assertTrue(asked.questions().get(0).multiSelect());
        conversation.send(new AnswerQuestion(
                asked.questionId(), Map.of("Which ones?", "red, green", "And why?", "the curtains, obviously")));
        String content = finished(prompt).content();
        assertTrue(content.contains("red, green") && content.contains("the curtains, obviously"), content);
    }

    @Test
    void aSkippedQuestionTellsTheModelThatNobodyAnswered() {
        UUID prompt = ask(
                PermissionMode.BYPASS_PERMISSIONS,
                Steps.ask(Steps.question("Which?", false, "red", "blue")),
                Steps.text("ok"));
        var asked = conversation.await(QuestionAsked.class);
        conversation.send(new AnswerQuestion(asked.questionId(), Map.of()));
        assertTrue(finished(prompt).content().contains("did not answer"), conversation::toString);
    }

    @Test
    void anAnswerOfAnotherKindOrToAnotherQuestionIsRefusedAndTheQuestionStays() {
        UUID prompt = ask(
                PermissionMode.DEFAULT, Steps.ask(Steps.question("Which?", false, "red", "blue")), Steps.text("ok"));
        String id = conversation.await(QuestionAsked.class).questionId();
        conversation.refuses(ProblemCode.INVALID_VALUE, new AnswerPermission(id, Decision.ONCE, Optional.empty()));
        conversation.refuses(ProblemCode.INVALID_VALUE, new AnswerPlan(id, true, Optional.empty(), Optional.empty()));
        conversation.refuses(ProblemCode.INVALID_VALUE, new AnswerQuestion(id, Map.of("Another?", "red")));
        conversation.refuses(
                ProblemCode.QUESTION_NOT_FOUND,
                new AnswerPermission(UUID.randomUUID().toString(), Decision.ONCE, Optional.empty()));
        assertTrue(conversation.isOpen(id));
        conversation.send(new AnswerQuestion(id, Map.of("Which?", "red")));
        conversation.answered(prompt);
        conversation.refuses(ProblemCode.ALREADY_ANSWERED, new AnswerQuestion(id, Map.of("Which?", "blue")));
    }

    @Test
    void twoQuestionsOpenAtOnceAreAnsweredEachForItself() {
        UUID prompt = ask(
                PermissionMode.DEFAULT,
                "{\"tools\":[" + Steps.tool("WebSearch", "query", "first") + ","
                        + Steps.tool("WebSearch", "query", "second") + "]}",
                Steps.text("ok"));
        conversation.await(
                "two questions open",
                () -> conversation.events(PermissionRequested.class).size() == 2);
        var both = conversation.events(PermissionRequested.class);
        conversation.answer(both.get(1).questionId(), Decision.DENY);
        assertTrue(conversation.isOpen(both.get(0).questionId()));
        assertEquals(SessionPhase.WAITING, conversation.session.summary().phase());
        conversation.answer(both.get(0).questionId(), Decision.DENY);
        assertEquals(2, conversation.answered(prompt).denials());
    }

    @Test
    void aSubagentAsksAfterTheTurnIsOverAndItsNewsBeginATurnNobodyAskedFor() {
        String work = Steps.script(Steps.bash("touch by-subagent.txt"), Steps.text("subagent done"));
        UUID prompt = ask(
                PermissionMode.DEFAULT,
                Steps.tool("Task", "description", "a helper", "prompt", work, "subagent_type", "general-purpose"),
                Steps.text("delegated"));
        conversation.answered(prompt);
        var asked = conversation.await(PermissionRequested.class);
        assertTrue(asked.subagent());
        conversation.awaitPhase(SessionPhase.WAITING);
        conversation.answer(asked.questionId(), Decision.ONCE);
        var notified = conversation.await(
                AgentEvent.TurnStarted.class, turn -> turn.origin() == AgentEvent.TurnOrigin.NOTIFICATION);
        assertTrue(notified != null);
        conversation.awaitPhase(SessionPhase.IDLE);
        assertEquals(1, conversation.answers(prompt));
        assertEquals(2, conversation.events(AgentEvent.TurnCompleted.class).size(), conversation::toString);
    }

    @Test
    void stopEndsASubagentWithItsQuestion() {
        String work = Steps.script(Steps.bash("touch by-subagent.txt"), Steps.text("subagent done"));
        UUID prompt = ask(
                PermissionMode.DEFAULT,
                Steps.tool("Task", "description", "a helper", "prompt", work, "subagent_type", "general-purpose"),
                Steps.text("delegated"));
        conversation.answered(prompt);
        var asked = conversation.await(PermissionRequested.class);
        conversation.send(new AgentCommand.Interrupt());
        conversation.await("the question is withdrawn", () -> !conversation.isOpen(asked.questionId()));
        conversation.awaitPhase(SessionPhase.IDLE);
    }

    @Test
    void aQuestionNobodyAnswersIsDeniedWhenItsTimeIsUp() {
        AdjustableClock clock = new AdjustableClock();
        try (RealAgent patient = new RealAgent(RealAgent.Setup.real().clock(clock))) {
            conversation = patient.conversation(new ModeGrant(
                    EnumSet.allOf(PermissionMode.class),
                    PermissionMode.DEFAULT,
                    PermissionMode.DEFAULT,
                    Rules.NONE,
                    new Limits(600, 30, 3),
                    List.of(),
                    1,
                    Optional.empty()));
            UUID prompt =
                    conversation.prompt(Steps.script(Steps.bash("touch late.txt"), Steps.text("${lastToolResult}")));
            var asked = conversation.await(PermissionRequested.class);
            assertTrue(conversation.isOpen(asked.questionId()));
            clock.advance(Duration.ofMinutes(601));
            assertTrue(conversation.answered(prompt).denials() > 0);
            assertEquals(
                    Resolution.TIMED_OUT,
                    conversation.await(PermissionResolved.class).resolution());
            assertTrue(conversation.text().contains("Nobody answered within 600 minutes"), conversation::toString);
            conversation.close();
        }
    }

    @Test
    void hiddenCharactersOfACommandArriveExactly() {
        String command = "touch a\u200bb\u202ec\ufeff \ud83d\ude00 # e\u0301\u00a0";
        UUID prompt = ask(PermissionMode.DEFAULT, Steps.bash(command), Steps.text("ok"));
        var asked = conversation.await(PermissionRequested.class);
        assertEquals(command, asked.input().getString("command"));
        conversation.answer(asked.questionId(), Decision.DENY);
        conversation.answered(prompt);
    }

    @Test
    void aQuestionOfAMegabyteArrivesWhole() {
        String content = "0123456789abcde\n".repeat(40_000);
        UUID prompt = ask(
                PermissionMode.DEFAULT,
                Steps.tool("Write", "file_path", "${cwd}/large.txt", "content", content),
                Steps.text("ok"));
        var asked = conversation.await(PermissionRequested.class);
        assertEquals(content, asked.input().getString("content"));
        conversation.answer(asked.questionId(), Decision.ONCE);
        assertFalse(finished(prompt).error());
        assertEquals(
                content.length(),
                conversation.project().resolve("large.txt").toFile().length());
    }
}
