package dev.gatehouse.web.audit.control;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.web.audit.chain.AuditDraft;
import dev.gatehouse.web.audit.chain.AuditKind;
import dev.gatehouse.web.audit.entity.AuditSession;
import jakarta.json.Json;
import java.util.Optional;

/** What each event of a session means for the audit; calls and questions are told by {@link CallAudit}. */
final class EventAudit {

    private final AuditSession session;
    private final EventEnvelope envelope;
    private final OpenCalls open;
    private final CallAudit calls;

    EventAudit(AuditSession session, EventEnvelope envelope, OpenCalls open) {
        this.session = session;
        this.envelope = envelope;
        this.open = open;
        this.calls = new CallAudit(open, this::plain);
    }

    /** Empty if the event is nothing the audit keeps. */
    Optional<AuditDraft> row() {
        return switch (envelope.event()) {
            case AgentEvent.SessionStarted started -> Optional.of(started(started));
            case AgentEvent.SessionFailed failed ->
                Optional.of(plain(AuditKind.SESSION_FAILED)
                        .content(failed.code().name(), CallAudit.text("message", failed.message())));
            case AgentEvent.SessionEnded ended -> {
                open.forgetAll();
                yield Optional.of(plain(AuditKind.SESSION_ENDED).actor(ended.by()));
            }
            case AgentEvent.WorkerStarted started -> Optional.of(workerStarted(started));
            case AgentEvent.WorkerEnded ended -> Optional.of(workerEnded(ended));
            case AgentEvent.GrantChanged changed -> Optional.of(grantChanged(changed.grant()));
            case AgentEvent.GrantConfirmed confirmed ->
                Optional.of(plain(AuditKind.GRANT_CONFIRMED)
                        .policyVersion(confirmed.policyVersion())
                        .ref("revision " + confirmed.revision()));
            case AgentEvent.ModeChanged changed -> {
                session.mode(changed.mode());
                yield Optional.of(
                        plain(AuditKind.MODE_CHANGED).actor(changed.by().orElse(null)));
            }
            case AgentEvent.SessionRuleAdded added ->
                Optional.of(plain(AuditKind.SESSION_RULE_ADDED)
                        .rule(added.rule(), false)
                        .actor(added.by()));
            case AgentEvent.SessionRuleRevoked revoked ->
                Optional.of(plain(AuditKind.SESSION_RULE_REVOKED)
                        .rule(revoked.rule(), false)
                        .actor(revoked.by()));
            case AgentEvent.ToolStarted started -> Optional.of(calls.started(started));
            case AgentEvent.ToolFinished finished -> Optional.of(calls.finished(finished));
            case AgentEvent.PermissionRequested asked -> Optional.of(calls.asked(asked));
            case AgentEvent.QuestionAsked asked -> Optional.of(calls.asked(asked));
            case AgentEvent.PlanProposed asked -> Optional.of(calls.asked(asked));
            case AgentEvent.PermissionEndorsed endorsed -> Optional.of(calls.endorsed(endorsed));
            case AgentEvent.PermissionResolved resolved -> Optional.of(calls.resolved(resolved));
            // what is said, typed and used is not the audit's
            case AgentEvent.Durable other -> Optional.empty();
            case AgentEvent.Transient never -> Optional.empty();
        };
    }

    private AuditDraft started(AgentEvent.SessionStarted started) {
        session.owner(started.owner().toString());
        session.mode(started.mode());
        session.policyVersion(started.grant().policyVersion());
        return plain(AuditKind.SESSION_STARTED)
                .actor(started.owner())
                .content(started.notice().orElse(null), grant(started.grant()));
    }

    private AuditDraft grantChanged(ModeGrant grant) {
        session.policyVersion(grant.policyVersion());
        String stopped = grant.frozen().map(reason -> ", all action stopped").orElse("");
        return plain(AuditKind.GRANT_CHANGED).content("Revision " + grant.revision() + stopped, grant(grant));
    }

    private AuditDraft workerStarted(AgentEvent.WorkerStarted started) {
        return plain(AuditKind.WORKER_STARTED)
                .content(
                        "Claude Code " + started.cliVersion() + ", isolation " + started.isolation(),
                        Json.createObjectBuilder()
                                .add("cliVersion", started.cliVersion())
                                .add("isolation", started.isolation())
                                .add("modelAccess", started.modelAccess().name())
                                .add("resumed", started.resumed())
                                .build()
                                .toString());
    }

    private AuditDraft workerEnded(AgentEvent.WorkerEnded ended) {
        AuditKind kind =
                ended.reason() == WorkerEnd.VIOLATED_GRANT ? AuditKind.WORKER_QUARANTINED : AuditKind.WORKER_ENDED;
        return plain(kind)
                .content(
                        ended.reason().name(),
                        CallAudit.text("detail", ended.detail().orElse("")));
    }

    private AuditDraft plain(AuditKind kind) {
        return new AuditDraft(kind, envelope.at())
                .session(session.id(), envelope.seq())
                .owner(session.owner())
                .mode(session.mode())
                .policyVersion(session.policyVersion());
    }

    private static String grant(ModeGrant grant) {
        return ToolInput.bounded(Json.createObjectBuilder()
                .add("grant", ContractJson.write(grant))
                .build());
    }
}
