package dev.gatehouse.web.audit.control;

import dev.gatehouse.web.audit.chain.AuditDraft;
import dev.gatehouse.web.audit.chain.AuditRow;
import dev.gatehouse.web.audit.chain.ChainEnd;
import dev.gatehouse.web.audit.entity.AuditEntry;
import dev.gatehouse.web.audit.entity.AuditHead;
import dev.gatehouse.web.configuration.AuditSettings;
import dev.gatehouse.web.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The one door through which rows get in. The lock on the head makes one writer of all, and the row stands or falls
 * with the transaction of what it tells.
 */
@ApplicationScoped
@Transactional
public class AuditTrail {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private AuditKey key;

    @Inject
    private AuditSettings settings;

    @Inject
    private Clock clock;

    private RedactionRules rules;

    /** Reads key and rules; to be called where the container can give what is injected. */
    public void prepare() {
        head();
        clock.instant();
        rules();
    }

    /** To be called last in a transaction: the head stays locked until its end. */
    public void append(List<AuditDraft> drafts) {
        if (drafts.isEmpty()) {
            return;
        }
        AuditHead head = entities.find(AuditHead.class, AuditHead.ONLY, LockModeType.PESSIMISTIC_WRITE);
        var end = new ChainEnd(key.require(head.number() == 0), head.number(), head.mac());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (AuditDraft draft : drafts) {
            AuditRow row = end.next(rules().apply(draft), now);
            entities.persist(new AuditEntry(row));
        }
        head.moveTo(end.number(), end.mac());
    }

    /** The committed end of the chain. */
    public AuditHead head() {
        AuditHead head = entities.find(AuditHead.class, AuditHead.ONLY);
        key.require(head.number() == 0);
        return head;
    }

    synchronized RedactionRules rules() {
        if (rules == null) {
            try {
                rules = RedactionRules.parse(settings.redact());
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException("gatehouse.audit.redact is not acceptable: " + e.getMessage());
            }
        }
        return rules;
    }
}
