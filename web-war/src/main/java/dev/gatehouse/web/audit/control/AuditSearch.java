package dev.gatehouse.web.audit.control;

import dev.gatehouse.web.audit.chain.AuditRow;
import dev.gatehouse.web.audit.entity.AuditEntry;
import dev.gatehouse.web.audit.entity.AuditHead;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Finds rows, newest first. Who may look is checked by the boundary. */
@ApplicationScoped
@Transactional
public class AuditSearch {

    /** Further than this nobody turns pages; a filter or the export goes further. */
    public static final int MOST_COUNTED = 10_000;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private AuditTrail trail;

    public Optional<AuditRow> find(long number) {
        return Optional.ofNullable(entities.find(AuditEntry.class, number)).map(AuditEntry::row);
    }

    public List<AuditRow> page(AuditFilter filter, int first, int size) {
        return rows(Conditions.of(filter), first, size);
    }

    /** @param before number that the rows are below */
    public List<AuditRow> before(AuditFilter filter, long before, int size) {
        return rows(Conditions.of(filter).and("e.number < :before", "before", before), 0, size);
    }

    /** How many rows there are, counted to {@link #MOST_COUNTED} + 1. */
    public int count(AuditFilter filter) {
        if (!filter.narrows()) {
            AuditHead head = trail.head();
            return (int) Math.min(head.number() - head.first() + 1, MOST_COUNTED + 1L);
        }
        Conditions conditions = Conditions.of(filter);
        TypedQuery<Long> query =
                entities.createQuery("select e.number from AuditEntry e" + conditions.where(), Long.class);
        conditions.parameters.forEach(query::setParameter);
        return query.setMaxResults(MOST_COUNTED + 1).getResultList().size();
    }

    /** The row in which the call or question of this one began. */
    public Optional<AuditRow> beginning(AuditRow row) {
        if (row.facts().session() == null || row.facts().ref() == null) {
            return Optional.empty();
        }
        return entities.createQuery(
                        "select e from AuditEntry e where e.session = :session and e.ref = :ref and e.number < :number"
                                + " order by e.number",
                        AuditEntry.class)
                .setParameter("session", row.facts().session())
                .setParameter("ref", row.facts().ref())
                .setParameter("number", row.number())
                .setMaxResults(1)
                .getResultStream()
                .map(AuditEntry::row)
                .findFirst();
    }

    private List<AuditRow> rows(Conditions conditions, int first, int size) {
        TypedQuery<AuditEntry> query = entities.createQuery(
                "select e from AuditEntry e" + conditions.where() + " order by e.number desc", AuditEntry.class);
        conditions.parameters.forEach(query::setParameter);
        return query.setFirstResult(first)
                .setMaxResults(size)
                .getResultStream()
                .map(AuditEntry::row)
                .toList();
    }

    /** Values never become part of the query's text. */
    private static final class Conditions {

        private final StringJoiner text = new StringJoiner(" and ", " where ", "").setEmptyValue("");
        private final Map<String, Object> parameters = new LinkedHashMap<>();

        static Conditions of(AuditFilter filter) {
            var conditions = new Conditions();
            if (filter.from() != null) {
                conditions.and("e.at >= :from", "from", filter.from());
            }
            if (filter.to() != null) {
                conditions.and("e.at < :to", "to", filter.to());
            }
            filter.ofPeople()
                    .ifPresent(people -> conditions.and(
                            people.isEmpty() ? "1 = 0" : "(e.owner in :people or e.actor in :people)",
                            people.isEmpty() ? null : "people",
                            people));
            if (filter.topic() != AuditTopic.EVERYTHING) {
                conditions.and("e.kind in :kinds", "kinds", filter.topic().kinds());
            }
            conditions.equal("tool", filter.tool());
            conditions.equal("outcome", filter.outcome());
            conditions.equal("step", filter.step());
            conditions.equal("mode", filter.mode());
            conditions.equal("session", filter.session());
            if (!filter.text().isBlank()) {
                conditions.and(
                        "(lower(e.summary) like :text escape '!' or lower(e.rule) like :text escape '!')",
                        "text",
                        pattern(filter.text()));
            }
            return conditions;
        }

        private void equal(String field, String value) {
            if (!value.isBlank()) {
                and("e." + field + " = :" + field, field, value.strip());
            }
        }

        Conditions and(String condition, String parameter, Object value) {
            text.add(condition);
            if (parameter != null) {
                parameters.put(parameter, value);
            }
            return this;
        }

        String where() {
            return text.toString();
        }

        private static String pattern(String typed) {
            String literal = typed.strip()
                    .toLowerCase(Locale.ROOT)
                    .replace("!", "!!")
                    .replace("%", "!%")
                    .replace("_", "!_");
            return "%" + literal + "%";
        }
    }
}
