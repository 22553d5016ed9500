package dev.gatehouse.web.audit.control;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.Resolution;
import dev.gatehouse.contract.ToolDecision;
import dev.gatehouse.contract.ToolDecision.Step;
import dev.gatehouse.web.audit.chain.AuditDraft;
import dev.gatehouse.web.audit.chain.AuditKind;
import dev.gatehouse.web.audit.entity.AuditOpen;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What tool calls and questions mean for the audit: a row when one begins, a row when it ends. */
final class CallAudit {

    private static final int MAX_TEXT = 4000;

    private final OpenCalls open;
    private final Function<AuditKind, AuditDraft> rows;

    /** @param rows begins a row of the session */
    CallAudit(OpenCalls open, Function<AuditKind, AuditDraft> rows) {
        this.open = open;
        this.rows = rows;
    }

    AuditDraft started(AgentEvent.ToolStarted started) {
        return begun(
                started.toolUseId(),
                rows.apply(AuditKind.TOOL_STARTED)
                        .tool(started.tool())
                        .content(ToolInput.summary(started.input()), ToolInput.detail(started.input())));
    }

    /** Older agents did not say what decided. */
    AuditDraft finished(AgentEvent.ToolFinished finished) {
        ToolDecision decision = finished.decision()
                .orElseGet(() ->
                        new ToolDecision(!finished.denied(), Step.UNKNOWN, Optional.empty(), Optional.empty(), false));
        AuditDraft draft = rows.apply(AuditKind.TOOL_FINISHED)
                .ref(finished.toolUseId())
                .allowed(decision.allowed())
                .step(decision.step());
        decision.rule().ifPresent(rule -> draft.rule(rule, decision.derived()));
        JsonObjectBuilder detail = Json.createObjectBuilder()
                .add("failed", finished.error())
                .add("answerLength", finished.content().length());
        decision.reason().ifPresent(reason -> detail.add("reason", cut(reason)));
        return ended(draft, open.end(finished.toolUseId()), detail.build());
    }

    AuditDraft asked(AgentEvent.PermissionRequested asked) {
        AuditDraft draft = rows.apply(AuditKind.QUESTION_ASKED)
                .tool(asked.tool())
                .content(ToolInput.summary(asked.input()), ToolInput.detail(asked.input()));
        asked.matchedRule().ifPresent(rule -> draft.rule(rule, false));
        return begun(asked.questionId(), draft);
    }

    AuditDraft asked(AgentEvent.QuestionAsked asked) {
        String first =
                asked.questions().isEmpty() ? "" : asked.questions().get(0).question();
        return asked(asked.questionId(), "AskUserQuestion", first);
    }

    AuditDraft asked(AgentEvent.PlanProposed asked) {
        return asked(asked.questionId(), "ExitPlanMode", asked.plan());
    }

    private AuditDraft asked(String question, String tool, String what) {
        return begun(question, rows.apply(AuditKind.QUESTION_ASKED).tool(tool).content(what, text("text", what)));
    }

    AuditDraft endorsed(AgentEvent.PermissionEndorsed endorsed) {
        AuditDraft draft = rows.apply(AuditKind.QUESTION_ENDORSED)
                .ref(endorsed.questionId())
                .actor(endorsed.by())
                .step(Step.PERSON);
        JsonObject detail = Json.createObjectBuilder()
                .add("by", endorsed.person() ? "the person" : "an approver")
                .build();
        return ended(draft, open.find(endorsed.questionId()), detail);
    }

    AuditDraft resolved(AgentEvent.PermissionResolved resolved) {
        AuditDraft draft = rows.apply(AuditKind.QUESTION_RESOLVED)
                .ref(resolved.questionId())
                .actor(resolved.by().map(UUID::toString).orElse(null))
                .step(step(resolved.resolution()));
        allowed(resolved.resolution()).ifPresent(draft::allowed);
        JsonObjectBuilder detail = Json.createObjectBuilder()
                .add("resolution", resolved.resolution().name());
        resolved.message().ifPresent(message -> detail.add("message", cut(message)));
        return ended(draft, open.end(resolved.questionId()), detail.build());
    }

    private AuditDraft begun(String ref, AuditDraft draft) {
        draft.ref(ref);
        open.begin(ref, draft);
        return draft;
    }

    /** With what the row of the beginning told, if that was seen. */
    private static AuditDraft ended(AuditDraft draft, Optional<AuditOpen> begun, JsonObject detail) {
        begun.ifPresent(each -> draft.tool(each.tool()).latency(each.startedAt()));
        Optional<String> withheld = begun.map(AuditOpen::withheld);
        return withheld.isPresent()
                ? draft.withheld(withheld.get())
                : draft.content(begun.map(AuditOpen::summary).orElse(null), detail.toString());
    }

    private static Step step(Resolution resolution) {
        return switch (resolution) {
            case ALLOWED_ONCE, ALLOWED_FOR_SESSION, DENIED, ANSWERED, ACCEPTED, REJECTED -> Step.PERSON;
            case TIMED_OUT -> Step.TIMEOUT;
            case UNWATCHED -> Step.UNWATCHED;
            case FROZEN -> Step.FREEZE;
            case WITHDRAWN, LOST -> Step.INTERRUPTED;
        };
    }

    private static Optional<Boolean> allowed(Resolution resolution) {
        return switch (resolution) {
            case ALLOWED_ONCE, ALLOWED_FOR_SESSION, ANSWERED, ACCEPTED -> Optional.of(true);
            case DENIED, REJECTED, TIMED_OUT, UNWATCHED, FROZEN -> Optional.of(false);
            case WITHDRAWN, LOST -> Optional.empty();
        };
    }

    static String text(String name, String text) {
        return ToolInput.detail(name, Json.createValue(cut(text)));
    }

    private static String cut(String text) {
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
    }
}
