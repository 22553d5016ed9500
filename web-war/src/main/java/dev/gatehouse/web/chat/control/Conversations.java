package dev.gatehouse.web.chat.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.web.chat.entity.Conversation;
import dev.gatehouse.web.chat.entity.Title;
import dev.gatehouse.web.chat.entity.TitleOrigin;
import dev.gatehouse.web.configuration.WebConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The index of conversations. An id that is not the asker's own does not exist, whoever else has it. */
@ApplicationScoped
@Transactional
public class Conversations {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private WebConfiguration configuration;

    @Inject
    private Clock clock;

    /** Newest first. @param before only those changed before this time */
    public List<Conversation> of(UUID owner, Instant before, int limit) {
        return entities.createQuery(
                        "select c from Conversation c where c.ownerId = :owner and c.deleteAfter is null"
                                + " and c.updatedAt < :before order by c.updatedAt desc, c.id",
                        Conversation.class)
                .setParameter("owner", owner.toString())
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
    }

    /** @throws GatehouseException {@code SESSION_NOT_FOUND} unless it exists, is the owner's and is not deleted. */
    public Conversation require(SessionId id, UUID owner) {
        return owned(entities.find(Conversation.class, id.toString()), owner, false);
    }

    /**
     * @return whether it was made now
     * @throws GatehouseException {@code SESSION_NOT_FOUND} if the id is someone else's
     */
    public boolean create(SessionId id, UUID owner) {
        Conversation found = locked(id);
        if (found == null) {
            entities.persist(new Conversation(id, owner, clock.instant()));
            entities.flush();
            return true;
        }
        owned(found, owner, false);
        return false;
    }

    /** Takes a creation back that the agent did not follow, unless the feed says that it did after all. */
    public void forget(SessionId id) {
        Conversation found = locked(id);
        if (found != null && found.lastSeq() == 0) {
            entities.remove(found);
        }
    }

    public Conversation rename(SessionId id, UUID owner, Title title) {
        Conversation conversation = owned(locked(id), owner, false);
        conversation.title(title, TitleOrigin.PERSON);
        return conversation;
    }

    /** Marks it; it can be brought back until the grace time is over. */
    public void delete(SessionId id, UUID owner) {
        owned(locked(id), owner, false).deleteAfter(clock.instant().plus(configuration.restoreGrace()));
    }

    public Conversation restore(SessionId id, UUID owner) {
        Conversation conversation = owned(locked(id), owner, true);
        conversation.restore();
        return conversation;
    }

    /** Deleted ones whose grace time is over, in the order of their ids. @param after the id to go on behind */
    public List<Conversation> overdue(String after, int limit) {
        return entities.createQuery(
                        "select c from Conversation c where c.deleteAfter < :now and c.id > :after order by c.id",
                        Conversation.class)
                .setParameter("now", clock.instant())
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }

    /** After the agent has deleted it. */
    public void remove(SessionId id) {
        Conversation found = locked(id);
        if (found != null && found.deleted()) {
            entities.remove(found);
        }
    }

    /** The feed changes the same rows at the same time. */
    private Conversation locked(SessionId id) {
        return entities.find(Conversation.class, id.toString(), LockModeType.PESSIMISTIC_WRITE);
    }

    private static Conversation owned(Conversation found, UUID owner, boolean deletedToo) {
        if (found == null || !found.owner().equals(owner) || (found.deleted() && !deletedToo)) {
            throw new GatehouseException(
                    ProblemCode.SESSION_NOT_FOUND, "There is no such conversation; it may have been deleted.");
        }
        return found;
    }
}
