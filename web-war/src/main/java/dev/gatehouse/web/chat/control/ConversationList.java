package dev.gatehouse.web.chat.control;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.ContractJson.MalformedException;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.FeedEntry;
import dev.gatehouse.web.chat.entity.Conversation;
import dev.gatehouse.web.feed.EventProjection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** Keeps the conversation list at what the agent reports; an event that comes again changes nothing. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class ConversationList implements EventProjection {

    @PersistenceContext
    private EntityManager entities;

    @Override
    @Transactional
    public void prepare() {
        entities.find(Conversation.class, "");
    }

    @Override
    public void apply(FeedEntry entry, EventEnvelope envelope) {
        Conversation line = locked(entry);
        if (line == null && envelope.event() instanceof AgentEvent.SessionStarted started) {
            line = new Conversation(entry.session(), started.owner(), envelope.at());
            entities.persist(line);
        }
        if (line != null && envelope.seq() > line.lastSeq()) {
            ConversationProjection.apply(envelope, line);
        }
    }

    @Override
    public void unreadable(FeedEntry entry, JsonObject event, MalformedException why) {
        Conversation line = locked(entry);
        if (line != null) {
            line.seen(ConversationProjection.number(event, line));
        }
    }

    private Conversation locked(FeedEntry entry) {
        return entities.find(Conversation.class, entry.session().toString(), LockModeType.PESSIMISTIC_WRITE);
    }
}
