package dev.gatehouse.agent.sessions.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentCommand.AnswerPermission;
import dev.gatehouse.contract.AgentCommand.Decision;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.PermissionMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** kill -9 of the worker at any point: every accepted prompt is answered exactly once and nothing is left behind. */
@Execution(ExecutionMode.CONCURRENT)
class KilledWorkerIT {

    /** A worker that dies after its last answer is not replaced. */
    private static final Set<SessionPhase> DONE = EnumSet.of(SessionPhase.IDLE, SessionPhase.PARKED);

    @AutoClose
    private static RealAgent agent = new RealAgent();

    private enum Point {
        BEFORE_THE_FIRST_PROMPT,
        AT_THE_PROMPT,
        WHEN_TAKEN_UP,
        WHILE_TEXT_STREAMS,
        WHILE_A_TOOL_RUNS,
        AFTER_A_TOOL,
        WITH_A_QUESTION_OPEN,
        WITH_PROMPTS_QUEUED,
        RIGHT_AFTER_THE_RESULT
    }

    @ParameterizedTest
    @EnumSource
    void everyPromptIsAnsweredOnce(Point point) {
        boolean asks = point == Point.WITH_A_QUESTION_OPEN;
        var conversation = agent.conversation(asks ? PermissionMode.DEFAULT : PermissionMode.BYPASS_PERMISSIONS);
        conversation.answered(conversation.prompt(Steps.script(Steps.text("warm"))));
        if (point == Point.BEFORE_THE_FIRST_PROMPT) {
            conversation = agent.conversation(PermissionMode.DEFAULT);
            conversation.send(new AgentCommand.Warm());
            conversation.awaitPhase(SessionPhase.IDLE);
            conversation.kill();
        }
        UUID prompt = conversation.prompt(Steps.script(steps(point)));
        List<UUID> all = new ArrayList<>(List.of(prompt));
        comeTo(point, conversation, prompt, all);
        if (point != Point.BEFORE_THE_FIRST_PROMPT) {
            conversation.kill();
        }
        if (asks) {
            answerWhateverIsOpen(conversation, prompt);
        }
        Conversation ended = conversation;
        for (UUID each : all) {
            conversation.answered(each);
        }
        conversation.await(
                "no more to do", () -> DONE.contains(ended.session.summary().phase()));
        for (UUID each : all) {
            assertEquals(1, conversation.answers(each), conversation::toString);
        }
        assertTrue(conversation.session.summary().openQuestions() == 0);
        conversation.close();
        assertEquals(List.of(), agent.processes(conversation), "orphans");
    }

    private static String[] steps(Point point) {
        return switch (point) {
            case BEFORE_THE_FIRST_PROMPT, AT_THE_PROMPT, WHEN_TAKEN_UP, RIGHT_AFTER_THE_RESULT ->
                new String[] {Steps.text("the answer")};
            case WHILE_TEXT_STREAMS -> new String[] {Steps.slowly("abcdefghijklmnopqrstuvwxyz", 50)};
            case WHILE_A_TOOL_RUNS, WITH_PROMPTS_QUEUED ->
                new String[] {Steps.bash("true; sleep 7; echo ran >> log.txt"), Steps.text("the answer")};
            case AFTER_A_TOOL ->
                new String[] {Steps.bash("echo ran >> log.txt"), Steps.slowly("abcdefghijklmnopqrstuvwxyz", 80)};
            case WITH_A_QUESTION_OPEN -> new String[] {Steps.bash("touch asked.txt"), Steps.text("the answer")};
        };
    }

    private static void comeTo(Point point, Conversation conversation, UUID prompt, List<UUID> all) {
        switch (point) {
            case BEFORE_THE_FIRST_PROMPT, AT_THE_PROMPT -> {}
            case WHEN_TAKEN_UP ->
                conversation.await(
                        AgentEvent.PromptStarted.class,
                        started -> started.promptId().equals(prompt));
            case WHILE_TEXT_STREAMS ->
                conversation.await(
                        "the second block is open",
                        () -> conversation.events(AgentEvent.BlockStarted.class).size() > 1);
            case WHILE_A_TOOL_RUNS -> conversation.await(AgentEvent.ToolStarted.class);
            case AFTER_A_TOOL -> conversation.await(AgentEvent.ToolFinished.class);
            case WITH_A_QUESTION_OPEN -> conversation.await(PermissionRequested.class);
            case WITH_PROMPTS_QUEUED -> {
                conversation.await(AgentEvent.ToolStarted.class);
                all.add(conversation.prompt(Steps.script(Steps.text("second"))));
                all.add(conversation.prompt(Steps.script(Steps.text("third"))));
            }
            case RIGHT_AFTER_THE_RESULT -> conversation.answered(prompt);
        }
    }

    /** The dead worker's question, or the one it is asked again as. */
    private static void answerWhateverIsOpen(Conversation conversation, UUID prompt) {
        conversation.await("the turn is answered", () -> {
            conversation.events(PermissionRequested.class).stream()
                    .filter(asked -> conversation.isOpen(asked.questionId()))
                    .findFirst()
                    .ifPresent(asked -> conversation.send(
                            new AnswerPermission(asked.questionId(), Decision.ONCE, Optional.empty())));
            return conversation.answers(prompt) > 0;
        });
    }
}
