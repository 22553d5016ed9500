package dev.gatehouse.web.audit.control;

import dev.gatehouse.contract.ContractJson.MalformedException;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.FeedEntry;
import dev.gatehouse.web.audit.chain.AuditDraft;
import dev.gatehouse.web.audit.chain.AuditKind;
import dev.gatehouse.web.audit.entity.AuditOpen;
import dev.gatehouse.web.audit.entity.AuditSession;
import dev.gatehouse.web.feed.EventProjection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings what the agent reports into the audit. The rows of a batch are kept until its end: the audit's head is locked
 * last, so that nobody waits for it who holds what another projection needs.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class AuditFeed implements EventProjection {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private AuditTrail trail;

    @Inject
    private Clock clock;

    /** By the one reader of the feed alone. */
    private final List<AuditDraft> rows = new ArrayList<>();

    @Override
    @Transactional
    public void prepare() {
        entities.find(AuditSession.class, "");
        trail.prepare();
    }

    @Override
    public void begin() {
        rows.clear();
    }

    @Override
    public void apply(FeedEntry entry, EventEnvelope envelope) {
        AuditSession session = session(entry);
        if (session.sees(envelope.seq())) {
            new EventAudit(session, envelope, new OpenInDatabase(session.id(), envelope.at()))
                    .row()
                    .ifPresent(rows::add);
        }
    }

    @Override
    public void unreadable(FeedEntry entry, JsonObject event, MalformedException why) {
        AuditSession session = session(entry);
        rows.add(new AuditDraft(AuditKind.EVENT_UNREADABLE, clock.instant())
                .session(session.id(), session.lastSeq())
                .owner(session.owner())
                .content(
                        why.problem().detail(),
                        ToolInput.bounded(
                                Json.createObjectBuilder().add("event", event).build())));
    }

    @Override
    public void end() {
        trail.append(rows);
        rows.clear();
    }

    private AuditSession session(FeedEntry entry) {
        AuditSession found = entities.find(AuditSession.class, entry.session().toString());
        if (found == null) {
            found = new AuditSession(entry.session());
            entities.persist(found);
        }
        return found;
    }

    private final class OpenInDatabase implements OpenCalls {

        private final String session;
        private final Instant now;

        OpenInDatabase(String session, Instant now) {
            this.session = session;
            this.now = now;
        }

        @Override
        public void begin(String ref, AuditDraft draft) {
            AuditDraft kept = trail.rules().apply(draft);
            if (find(ref).isEmpty()) {
                entities.persist(new AuditOpen(
                        session,
                        ref,
                        kept.kind() == AuditKind.QUESTION_ASKED,
                        kept.tool(),
                        now,
                        kept.summary().orElse(null),
                        kept.whyWithheld().orElse(null)));
            }
        }

        @Override
        public Optional<AuditOpen> find(String ref) {
            return Optional.ofNullable(entities.find(AuditOpen.class, AuditOpen.id(session, ref)));
        }

        @Override
        public Optional<AuditOpen> end(String ref) {
            Optional<AuditOpen> found = find(ref);
            found.ifPresent(entities::remove);
            return found;
        }

        @Override
        public void forgetAll() {
            entities.createQuery("delete from AuditOpen o where o.session = :session")
                    .setParameter("session", session)
                    .executeUpdate();
        }
    }
}
