package dev.gatehouse.agent.sessions.control;

import static dev.gatehouse.agent.sessions.control.Steps.bash;
import static dev.gatehouse.agent.sessions.control.Steps.script;
import static dev.gatehouse.agent.sessions.control.Steps.text;
import static dev.gatehouse.agent.sessions.control.Steps.tool;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentCommand.Decision;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.ToolFinished;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.contract.ToolDecision;
import dev.gatehouse.contract.ToolDecision.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deny and ask rules hold in every mode, and every call tells what decided it. */
@Execution(ExecutionMode.CONCURRENT)
class RulesInEveryModeIT {

    private static final Rules RULES = new Rules(
            List.of("Bash(rm *)", "Read(./secret)", "Edit(kept/**)"), List.of("Bash(touch asked*)"), List.of());

    @AutoClose
    private static RealAgent agent = new RealAgent();

    @ParameterizedTest
    @EnumSource
    void rulesHoldAndDecisionsAreTold(PermissionMode mode) throws IOException {
        var conversation = agent.conversation(Grants.of(1).in(mode).rules(RULES).build());
        boolean asks = mode != PermissionMode.DONT_ASK;
        UUID prompt = conversation.prompt(script(
                bash("ls"),
                bash("rm gone"),
                tool("Read", "file_path", "${cwd}/secret"),
                tool("Write", "file_path", "${cwd}/kept/w", "content", "x"),
                bash("touch asked.txt"),
                text("done")));
        if (asks) {
            var asked = conversation.await(PermissionRequested.class);
            assertEquals("touch asked.txt", asked.input().getString("command"), "the first that asks");
            assertEquals(Optional.of("rule"), asked.reasonType());
            conversation.answer(asked.questionId(), Decision.DENY);
        }
        assertEquals(4, conversation.answered(prompt).denials(), conversation::toString);
        assertEquals(
                asks ? 1 : 0, conversation.events(PermissionRequested.class).size());
        List<ToolDecision> decisions = conversation.events(ToolFinished.class).stream()
                .map(finished -> finished.decision().orElseThrow())
                .toList();
        assertTrue(decisions.get(0).allowed());
        assertEquals(Step.MODE, decisions.get(0).step());
        assertEquals(
                List.of(Step.DENY_RULE, Step.DENY_RULE, Step.DENY_RULE, asks ? Step.PERSON : Step.MODE),
                decisions.stream().skip(1).map(ToolDecision::step).toList(),
                decisions::toString);
        assertTrue(decisions.stream().skip(1).noneMatch(ToolDecision::allowed), decisions::toString);
        assertEquals(Optional.of("Read(./secret)"), decisions.get(2).rule());
        assertTrue(decisions.get(2).derived());
        assertTrue(conversation.events(ToolFinished.class).stream().skip(1).allMatch(ToolFinished::denied));
        assertFalse(Files.exists(conversation.project().resolve("kept/w")));
        assertFalse(Files.exists(conversation.project().resolve("asked.txt")));
        conversation.close();
    }
}
