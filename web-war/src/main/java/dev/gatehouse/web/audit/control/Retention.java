package dev.gatehouse.web.audit.control;

import dev.gatehouse.web.audit.chain.AuditContent;
import dev.gatehouse.web.audit.chain.AuditKind;
import dev.gatehouse.web.audit.chain.AuditRow;
import dev.gatehouse.web.audit.chain.Retained;
import dev.gatehouse.web.audit.entity.AuditEntry;
import dev.gatehouse.web.audit.entity.AuditHead;
import dev.gatehouse.web.configuration.AuditSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Takes away what is not to be kept any longer, some of it at a time, and has the chain tell of it in the same
 * transaction.
 */
@ApplicationScoped
@Transactional
public class Retention {

    /** Rows removed in one transaction. */
    static final int MOST_PRUNED = 10_000;

    private static final List<AuditKind> WITH_INPUT =
            Arrays.stream(AuditKind.values()).filter(AuditKind::holdsInput).toList();

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private AuditTrail trail;

    @Inject
    private AuditSettings settings;

    @Inject
    private Clock clock;

    /** Up to where nothing is left to do; forgotten at a restart, when it is only looked for again. */
    private long agedUpTo;

    private long matchedUpTo;
    private Optional<Long> matchTo = Optional.empty();

    /** Inputs that are too old. @return how many rows lost theirs */
    public int redactAged() {
        if (settings.keepInputs().isZero()) {
            return 0;
        }
        Instant limit = clock.instant().minus(settings.keepInputs());
        List<Long> numbers = entities.createQuery(
                        "select e.number from AuditEntry e where e.number > :from and e.at < :limit"
                                + " and e.salt is not null and e.kind in :kinds order by e.number",
                        Long.class)
                .setParameter("from", agedUpTo)
                .setParameter("limit", limit)
                .setParameter("kinds", WITH_INPUT)
                .setMaxResults(Retained.MOST)
                .getResultList();
        redact(numbers, "older than " + settings.keepInputs());
        agedUpTo = numbers.isEmpty() ? agedUpTo : numbers.get(numbers.size() - 1);
        return numbers.size();
    }

    /**
     * Inputs from before a rule was made; newer ones never got in.
     *
     * @return how many rows were looked at
     */
    public int redactMatching() {
        RedactionRules rules = trail.rules();
        if (rules.rules().isEmpty()) {
            return 0;
        }
        if (matchTo.isEmpty()) {
            matchTo = Optional.of(trail.head().number());
        }
        List<AuditRow> rows = entities.createQuery(
                        "select e from AuditEntry e where e.number > :from and e.number <= :to and e.salt is not null"
                                + " and e.kind in :kinds order by e.number",
                        AuditEntry.class)
                .setParameter("from", matchedUpTo)
                .setParameter("to", matchTo.get())
                .setParameter("kinds", WITH_INPUT)
                .setMaxResults(Retained.MOST)
                .getResultStream()
                .map(AuditEntry::row)
                .toList();
        List<Long> matching = rows.stream()
                .filter(row -> matches(rules, row))
                .map(AuditRow::number)
                .toList();
        redact(matching, "matched by gatehouse.audit.redact");
        matchedUpTo = rows.isEmpty() ? matchTo.get() : rows.get(rows.size() - 1).number();
        return rows.size();
    }

    /** Whole rows that are too old, from the beginning on. @return how many were removed */
    public int prune() {
        if (settings.keepRows().isZero()) {
            return 0;
        }
        long first = trail.head().first();
        Long kept = entities.createQuery("select min(e.number) from AuditEntry e where e.at >= :limit", Long.class)
                .setParameter("limit", clock.instant().minus(settings.keepRows()))
                .getSingleResult();
        // without any newer row the newest stays: the chain goes on from it
        long upTo = Math.min(kept == null ? trail.head().number() - 1 : kept - 1, first + MOST_PRUNED - 1);
        if (upTo < first) {
            return 0;
        }
        AuditEntry last = entities.find(AuditEntry.class, upTo);
        if (last == null) {
            // already missing: that is for the verification to tell, and not to be covered up
            return 0;
        }
        String mac = last.row().mac();
        trail.append(List.of(Retained.pruned(upTo, mac, clock.instant())));
        entities.find(AuditHead.class, AuditHead.ONLY).beginAt(upTo + 1, mac);
        return entities.createQuery("delete from AuditEntry e where e.number <= :upTo")
                .setParameter("upTo", upTo)
                .executeUpdate();
    }

    private static boolean matches(RedactionRules rules, AuditRow row) {
        AuditContent content = row.content().orElseThrow();
        return rules.match(row.facts().tool(), content.summary(), content.detail())
                .isPresent();
    }

    private void redact(List<Long> numbers, String rule) {
        if (numbers.isEmpty()) {
            return;
        }
        var set = new BitSet();
        numbers.forEach(number -> set.set(Math.toIntExact(number)));
        entities.createQuery("update AuditEntry e set e.salt = null, e.summary = null, e.detail = null"
                        + " where e.number in :numbers")
                .setParameter("numbers", numbers)
                .executeUpdate();
        trail.append(List.of(Retained.redacted(set, rule, clock.instant())));
    }
}
