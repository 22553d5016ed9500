package dev.gatehouse.web.chat.control;

import dev.gatehouse.web.policy.control.SessionOwners;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Whose conversations the agent may go on with, even where none is open now. */
@ApplicationScoped
@Transactional
class ConversationOwners implements SessionOwners {

    @PersistenceContext
    private EntityManager entities;

    @Override
    public Set<UUID> owners() {
        return entities.createQuery("select distinct c.ownerId from Conversation c", String.class)
                .getResultStream()
                .map(UUID::fromString)
                .collect(Collectors.toSet());
    }
}
