package dev.gatehouse.web.policy.control;

import dev.gatehouse.web.accounts.control.AccessNarrowed;
import dev.gatehouse.web.accounts.control.AccountChanged;
import dev.gatehouse.web.policy.entity.GrantRevision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.UUID;

/**
 * Counts the changes of grants, each in its own transaction: of two grants of a person the one with the higher count is
 * the later one, and a change that is committed is known to be undelivered until the agent has it.
 */
@ApplicationScoped
@Transactional
public class Revisions {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Event<GrantsAffected> affected;

    void accountChanged(@Observes AccountChanged event) {
        affected.fire(new GrantsAffected(event.account()));
    }

    void accessNarrowed(@Observes AccessNarrowed event) {
        affected.fire(new GrantsAffected(event.account()));
    }

    void raise(@Observes GrantsAffected event) {
        locked().raise();
    }

    /** To be read before what it counts the changes of: a grant is then never older than its count. */
    public long current() {
        return entities.find(GrantRevision.class, GrantRevision.ONLY).revision();
    }

    /**
     * Whether the agent lacks grants.
     *
     * @param offer of the agent and the configuration; another one than last time changes every grant
     */
    public boolean due(UUID node, String offer) {
        GrantRevision row = entities.find(GrantRevision.class, GrantRevision.ONLY);
        if (row.differs(offer)) {
            locked().offered(offer);
            return true;
        }
        return row.dueFor(node);
    }

    public void delivered(long revision, UUID node) {
        locked().delivered(revision, node);
    }

    private GrantRevision locked() {
        return entities.find(GrantRevision.class, GrantRevision.ONLY, LockModeType.PESSIMISTIC_WRITE);
    }
}
