package dev.gatehouse.web.approvals.control;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.FeedEntry;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.web.approvals.entity.Endorsement;
import dev.gatehouse.web.approvals.entity.OpenQuestion;
import dev.gatehouse.web.approvals.entity.Outcome;
import dev.gatehouse.web.approvals.entity.QuestionKind;
import dev.gatehouse.web.approvals.entity.QuestionTerms;
import dev.gatehouse.web.chat.entity.Conversation;
import dev.gatehouse.web.feed.EventProjection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.logging.Logger;

/**
 * Keeps the open questions at what the agent reports. Each event is taken by the question's id, so one that comes again
 * changes nothing.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class QuestionProjection implements EventProjection {

    private static final Logger LOG = Logger.getLogger(QuestionProjection.class.getName());

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Event<QuestionsChanged> changed;

    /** The entity manager finds its unit only on a thread of the container. */
    @Override
    @Transactional(Transactional.TxType.REQUIRED)
    public void prepare() {
        entities.find(QuestionTerms.class, "");
    }

    @Override
    public void apply(FeedEntry entry, EventEnvelope envelope) {
        SessionId session = entry.session();
        switch (envelope.event()) {
            case AgentEvent.SessionStarted started -> terms(session, Optional.of(started.owner()), started.grant());
            case AgentEvent.GrantChanged change -> terms(session, owner(session), change.grant());
            case AgentEvent.PermissionRequested asked ->
                asked(session, asked.questionId(), QuestionKind.PERMISSION, envelope);
            case AgentEvent.PlanProposed asked -> asked(session, asked.questionId(), QuestionKind.PLAN, envelope);
            case AgentEvent.QuestionAsked asked -> asked(session, asked.questionId(), QuestionKind.QUESTION, envelope);
            case AgentEvent.QuestionLost lost -> update(session, lost.questionId(), OpenQuestion::lose);
            case AgentEvent.PermissionEndorsed first ->
                update(
                        session,
                        first.questionId(),
                        question -> question.endorse(new Endorsement(first.by(), first.person(), envelope.at())));
            case AgentEvent.PermissionResolved end ->
                update(
                        session,
                        end.questionId(),
                        question -> question.resolve(
                                new Outcome(end.resolution(), end.by(), envelope.at(), end.message())));
            // the inbox shows nothing of all others
            case AgentEvent.Durable other -> {}
            case AgentEvent.Transient never -> {}
        }
    }

    private void terms(SessionId session, Optional<UUID> owner, ModeGrant grant) {
        QuestionTerms known = entities.find(QuestionTerms.class, session.toString());
        if (known != null) {
            known.follow(grant);
        } else {
            owner.ifPresent(of -> entities.persist(new QuestionTerms(session, of, grant)));
        }
        changed.fire(new QuestionsChanged());
    }

    private void asked(SessionId session, String id, QuestionKind kind, EventEnvelope envelope) {
        Optional<UUID> owner = owner(session);
        if (id.length() > OpenQuestion.MAX_ID || owner.isEmpty()) {
            LOG.warning(() -> "question " + envelope.seq() + " of " + session + " is in no inbox: "
                    + (owner.isEmpty() ? "nobody knows whose conversation it is" : "its id is too long"));
            return;
        }
        if (entities.find(OpenQuestion.class, id) == null) {
            entities.persist(new OpenQuestion(id, session, owner.get(), kind, envelope));
            changed.fire(new QuestionsChanged());
        }
    }

    /** Only a question of the very session that speaks of it. */
    private void update(SessionId session, String id, Consumer<OpenQuestion> change) {
        OpenQuestion question = entities.find(OpenQuestion.class, id);
        if (question != null && question.session().equals(session)) {
            change.accept(question);
            changed.fire(new QuestionsChanged());
        }
    }

    /** Conversations that began before the inbox existed are known by the list of conversations. */
    private Optional<UUID> owner(SessionId session) {
        return Optional.ofNullable(entities.find(QuestionTerms.class, session.toString()))
                .map(QuestionTerms::owner)
                .or(() -> Optional.ofNullable(entities.find(Conversation.class, session.toString()))
                        .map(Conversation::owner));
    }
}
