package dev.gatehouse.web.audit.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.Resolution;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.contract.ToolDecision;
import dev.gatehouse.contract.ToolDecision.Step;
import dev.gatehouse.web.audit.chain.AuditDraft;
import dev.gatehouse.web.audit.chain.AuditFacts;
import dev.gatehouse.web.audit.chain.AuditKind;
import dev.gatehouse.web.audit.entity.AuditOpen;
import dev.gatehouse.web.audit.entity.AuditSession;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventAuditTest {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final UUID ADA = UUID.randomUUID();
    private static final JsonObject COMMAND =
            Json.createObjectBuilder().add("command", "make all").build();

    private final AuditSession session = new AuditSession(SessionId.random());
    private final Map<String, AuditOpen> open = new HashMap<>();
    private long seq;

    private final OpenCalls calls = new OpenCalls() {
        @Override
        public void begin(String ref, AuditDraft draft) {
            open.put(
                    ref,
                    new AuditOpen(
                            session.id(),
                            ref,
                            draft.kind() == AuditKind.QUESTION_ASKED,
                            draft.tool(),
                            START.plusSeconds(seq),
                            draft.summary().orElse(null),
                            draft.whyWithheld().orElse(null)));
        }

        @Override
        public Optional<AuditOpen> find(String ref) {
            return Optional.ofNullable(open.get(ref));
        }

        @Override
        public Optional<AuditOpen> end(String ref) {
            return Optional.ofNullable(open.remove(ref));
        }

        @Override
        public void forgetAll() {
            open.clear();
        }
    };

    private Optional<AuditDraft> happens(AgentEvent event) {
        seq++;
        session.sees(seq);
        return new EventAudit(session, new EventEnvelope(seq, START.plusSeconds(seq), event), calls).row();
    }

    private AuditDraft draft(AgentEvent event) {
        return happens(event).orElseThrow();
    }

    private AuditFacts facts(AgentEvent event) {
        return draft(event).facts();
    }

    private static AgentEvent.ToolFinished finished(boolean denied, ToolDecision decision) {
        return new AgentEvent.ToolFinished(
                "t1",
                false,
                denied,
                "out",
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(decision));
    }

    @Test
    void aCallIsToldWhenItBeginsAndWhenItEndsWithWhatDecided() {
        session.owner(ADA.toString());
        happens(new AgentEvent.ModeChanged(PermissionMode.BYPASS_PERMISSIONS, Optional.empty()));
        AuditDraft begun = draft(new AgentEvent.ToolStarted("t1", "Bash", COMMAND, Optional.empty()));
        assertEquals("make all", begun.summary().orElseThrow());
        assertEquals("{\"input\":{\"command\":\"make all\"}}", begun.detail().orElseThrow());

        AuditDraft ended = draft(finished(
                false,
                new ToolDecision(true, Step.ALLOW_RULE, Optional.of("as told"), Optional.of("Bash(make *)"), true)));
        AuditFacts facts = ended.facts();
        assertEquals(AuditKind.TOOL_FINISHED, facts.kind());
        assertEquals("Bash", facts.tool());
        assertEquals("bypassPermissions", facts.mode());
        assertEquals(ADA.toString(), facts.owner());
        assertEquals("ALLOWED", facts.outcome());
        assertEquals("ALLOW_RULE", facts.step());
        assertEquals("Bash(make *)", facts.rule());
        assertTrue(facts.derived());
        assertEquals(1000, facts.latencyMillis());
        assertEquals("make all", ended.summary().orElseThrow());
        assertTrue(ended.detail().orElseThrow().contains("as told"));
    }

    @Test
    void anOlderAgentSaysOnlyWhetherItWasDenied() {
        AuditFacts denied = facts(finished(true, null));
        assertEquals("DENIED", denied.outcome());
        assertEquals("UNKNOWN", denied.step());
        assertNull(denied.rule());
        assertEquals("ALLOWED", facts(finished(false, null)).outcome());
    }

    @Test
    void aQuestionsEndTellsWhoAnsweredHowAndHowLongItTook() {
        happens(new AgentEvent.PermissionRequested(
                "q1",
                "t1",
                "Bash",
                COMMAND,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("Bash(make *)"),
                List.of(),
                false));
        seq += 9;
        AuditFacts answered = facts(new AgentEvent.PermissionResolved(
                "q1", Resolution.DENIED, Optional.of(ADA), Optional.of("not today"), Map.of()));
        assertEquals(ADA.toString(), answered.actor());
        assertEquals("DENIED", answered.outcome());
        assertEquals("PERSON", answered.step());
        assertEquals("Bash", answered.tool());
        assertEquals(10_000, answered.latencyMillis());
    }

    @Test
    void everyWayAQuestionEndsHasItsStep() {
        for (Resolution resolution : Resolution.values()) {
            AuditFacts facts = facts(
                    new AgentEvent.PermissionResolved("q", resolution, Optional.empty(), Optional.empty(), Map.of()));
            assertFalse(facts.step().isEmpty());
            boolean open = resolution == Resolution.LOST || resolution == Resolution.WITHDRAWN;
            assertEquals(open, facts.outcome() == null, resolution.name());
        }
    }

    @Test
    void aQuarantinedWorkerIsTold() {
        AuditDraft ended = draft(new AgentEvent.WorkerEnded(WorkerEnd.VIOLATED_GRANT, Optional.of("2 rules differ")));
        assertEquals(AuditKind.WORKER_QUARANTINED, ended.kind());
        assertTrue(ended.detail().orElseThrow().contains("2 rules differ"));
    }

    @Test
    void whatPeopleSayIsNotTheAudits() {
        assertTrue(happens(new AgentEvent.PromptAccepted(UUID.randomUUID(), ADA, "secret", List.of()))
                .isEmpty());
        assertTrue(happens(new AgentEvent.TextBlock("b", "secret", Optional.empty()))
                .isEmpty());
    }

    @Test
    void aHugeInputIsCutAndItsLengthKept() {
        JsonObject huge = Json.createObjectBuilder()
                .add("content", "\"\u0000x".repeat(100_000))
                .build();
        String detail = draft(new AgentEvent.ToolStarted("t1", "Write", huge, Optional.empty()))
                .detail()
                .orElseThrow();
        assertTrue(detail.length() <= 40_000);
        assertTrue(
                Json.createReader(new java.io.StringReader(detail)).readObject().getInt("inputLength") > 100_000);
    }

    @Test
    void whatARuleForbidsToKeepIsKeptOutOfBothRows() {
        RedactionRules rules = RedactionRules.parse("Bash:(?i)password=\\S+");
        JsonObject secret = Json.createObjectBuilder()
                .add("command", "login PassWord=hunter2")
                .build();
        AuditDraft begun = rules.apply(draft(new AgentEvent.ToolStarted("t1", "Bash", secret, Optional.empty())));
        assertTrue(begun.detail().isEmpty());
        assertTrue(begun.summary().isEmpty());
        assertTrue(begun.facts().withheld().startsWith("rule Bash:"));
        open.put(
                "t1",
                new AuditOpen(
                        session.id(),
                        "t1",
                        false,
                        "Bash",
                        START,
                        null,
                        begun.facts().withheld()));
        AuditDraft ended = draft(finished(false, null));
        assertTrue(ended.detail().isEmpty());
        assertEquals(begun.facts().withheld(), ended.facts().withheld());

        AuditDraft other = rules.apply(draft(new AgentEvent.ToolStarted("t2", "Read", secret, Optional.empty())));
        assertTrue(other.detail().isPresent(), "the rule speaks of Bash");
    }
}
