package dev.gatehouse.agent.sessions.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.agent.claude.MessageFrame.ToolResultMeta;
import dev.gatehouse.agent.claude.SessionFrame.PermissionDenied;
import dev.gatehouse.agent.sessions.entity.SessionMemory;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.contract.ToolDecision;
import dev.gatehouse.contract.ToolDecision.Step;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What 2.1.330 was seen to say of calls, and what becomes of it. */
class ToolDecisionsTest {

    private static final String CALL = "t1";

    private final SessionMemory memory = new SessionMemory(SessionId.random());
    private Rules rules = Rules.NONE;
    private final ToolDecisions decisions = new ToolDecisions(memory, () -> rules);
    private long seq;

    @BeforeEach
    void start() {
        tell(new AgentEvent.SessionStarted(
                UUID.randomUUID(), Grants.of(1).build(), PermissionMode.DEFAULT, Optional.empty(), Optional.empty()));
    }

    private void tell(AgentEvent.Durable event) {
        memory.apply(new EventEnvelope(++seq, Instant.EPOCH, event));
    }

    private void call(String tool) {
        tell(new AgentEvent.ToolStarted(CALL, tool, JsonValue.EMPTY_JSON_OBJECT, Optional.empty()));
    }

    private ToolDecision decided(String decision, String source, String reason) {
        return decisions.of(
                CALL,
                Optional.of(new ToolResultMeta(
                        CALL, Optional.of(decision), Optional.of(source), Optional.ofNullable(reason))),
                decision.equals("reject"));
    }

    @ParameterizedTest
    @CsvSource({
        "accept, config, mode, true, MODE",
        "accept, user_temporary, , true, PERSON",
        "accept, config, classifier, true, CLASSIFIER",
        "accept, config, subcommandResults, true, MODE",
        "reject, config, mode, false, MODE",
        "reject, config, rule, false, DENY_RULE",
        "reject, config, safetyCheck, false, SAFETY_CHECK",
        "reject, config, classifier, false, CLASSIFIER",
        "reject, config, hook, false, HOOK",
        "reject, user_reject, , false, PERSON",
        "reject, user_abort, , false, INTERRUPTED",
        "reject, config, somethingNew, false, UNKNOWN"
    })
    void whatTheCliSaysOfItsDecision(String decision, String source, String reason, boolean allowed, Step step) {
        call("Bash");
        ToolDecision told = decided(decision, source, reason);
        assertEquals(allowed, told.allowed());
        assertEquals(step, told.step());
    }

    @Test
    void aRuleIsNamedWhereOnlyOneCanHaveBeenIt() {
        call("Bash");
        rules = new Rules(List.of("Bash(rm *)"), List.of(), List.of());
        assertEquals(
                new ToolDecision(
                        false, Step.DENY_RULE, Optional.of("subcommandResults"), Optional.of("Bash(rm *)"), true),
                decided("reject", "config", "subcommandResults"));
        rules = new Rules(List.of("Bash(rm *)", "Bash(mv *)"), List.of(), List.of());
        assertEquals(
                Optional.empty(),
                decided("reject", "config", "subcommandResults").rule());
    }

    @Test
    void anAllowRuleAndOneOfTheSessionAreToldApart() {
        call("WebFetch");
        rules = new Rules(List.of(), List.of(), List.of("WebFetch(domain:x.org)"));
        assertEquals(Step.ALLOW_RULE, decided("accept", "config", "rule").step());
        tell(new AgentEvent.SessionRuleAdded("WebFetch(domain:x.org)", UUID.randomUUID()));
        assertEquals(Step.SESSION_RULE, decided("accept", "config", "rule").step());
    }

    @Test
    void whatWasDecidedHereIsKnownBetterThanTheCliKnowsIt() {
        call("Bash");
        tell(new AgentEvent.PermissionRequested(
                "q",
                CALL,
                "Bash",
                JsonValue.EMPTY_JSON_OBJECT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false));
        tell(new AgentEvent.PermissionResolved(
                "q", AgentEvent.Resolution.TIMED_OUT, Optional.empty(), Optional.empty(), Map.of()));
        assertEquals(Step.TIMEOUT, decided("reject", "user_reject", null).step());
    }

    @Test
    void aRefusalThatOnlyTheFrameTellsOf() {
        call("Read");
        decisions.refused(
                new PermissionDenied("Read", CALL, Optional.of("mode"), Optional.empty(), "no", Optional.empty()));
        assertEquals(Step.MODE, decisions.of(CALL, Optional.empty(), true).step());
    }

    @Test
    void aToolThatABareDenyRuleTookAway() {
        call("WebSearch");
        rules = new Rules(List.of("WebSearch"), List.of(), List.of());
        assertEquals(
                Optional.of("WebSearch"),
                decisions.of(CALL, Optional.empty(), true).rule());
        assertEquals(Step.UNKNOWN, decisions.of(CALL, Optional.empty(), false).step());
    }
}
