package dev.gatehouse.web.audit.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Figures of the dashboard, added up by the database. */
@ApplicationScoped
@Transactional
public class DashboardFigures {

    public static final int HOURS = 24;
    public static final Duration LOOK_BACK = Duration.ofDays(7);

    /** Faster than anyone reads what is asked. */
    static final long HASTY_MILLIS = 2000;

    /** Fewer answers say nothing about a person. */
    static final int ENOUGH_ANSWERS = 5;

    private static final int MOST = 10;
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    /** @param start of the hour */
    public record Hour(Instant start, long allowed, long denied) {}

    /** @param rule empty text if it was no rule that denied */
    public record Denials(String rule, String step, long count) {}

    public record Hasty(String account, long answers) {}

    /** @param oldest when the oldest of the open questions was asked */
    public record Waiting(long questions, Optional<Instant> oldest) {}

    /** The last {@value #HOURS} hours, oldest first, the present one included. */
    public List<Hour> decisions() {
        Instant first = clock.instant().truncatedTo(ChronoUnit.HOURS).minus(HOURS - 1L, ChronoUnit.HOURS);
        Map<Long, long[]> counted = new HashMap<>();
        for (Object[] row : rows(entities.createNativeQuery(
                        "select happened_at / " + HOUR_MILLIS + " as hour_number, outcome, count(*) from audit_entry"
                                + " where kind = 'TOOL_FINISHED' and happened_at >= ?1"
                                + " group by happened_at / " + HOUR_MILLIS + ", outcome")
                .setParameter(1, first.toEpochMilli()))) {
            long[] hour = counted.computeIfAbsent(number(row[0]), none -> new long[2]);
            hour["DENIED".equals(row[1]) ? 1 : 0] += number(row[2]);
        }
        var hours = new ArrayList<Hour>();
        for (int i = 0; i < HOURS; i++) {
            Instant start = first.plus(i, ChronoUnit.HOURS);
            long[] hour = counted.getOrDefault(start.toEpochMilli() / HOUR_MILLIS, new long[2]);
            hours.add(new Hour(start, hour[0], hour[1]));
        }
        return hours;
    }

    /** Most first. */
    public List<Denials> denials() {
        return rows(entities.createNativeQuery("select rule_text, step, count(*) as times from audit_entry"
                                + " where outcome = 'DENIED' and happened_at >= ?1 and kind = 'TOOL_FINISHED'"
                                + " group by rule_text, step order by times desc")
                        .setParameter(1, since().toEpochMilli())
                        .setMaxResults(MOST))
                .stream()
                .map(row -> new Denials(text(row[0]), text(row[1]), number(row[2])))
                .toList();
    }

    /** People all of whose answers were yes, each within {@value #HASTY_MILLIS} ms of the question. */
    public List<Hasty> hasty() {
        return rows(entities.createNativeQuery("select actor_id, count(*) as answers from audit_entry"
                                + " where kind = 'QUESTION_RESOLVED' and step = 'PERSON' and happened_at >= ?1"
                                + " and actor_id is not null group by actor_id having count(*) >= ?2"
                                + " and sum(case when outcome = 'ALLOWED' and latency_millis <= ?3 then 0 else 1 end)"
                                + " = 0 order by answers desc")
                        .setParameter(1, since().toEpochMilli())
                        .setParameter(2, ENOUGH_ANSWERS)
                        .setParameter(3, HASTY_MILLIS)
                        .setMaxResults(MOST))
                .stream()
                .map(row -> new Hasty(text(row[0]), number(row[1])))
                .toList();
    }

    public Waiting waiting() {
        Object[] row = (Object[])
                entities.createQuery("select count(o), min(o.startedAt) from AuditOpen o where o.question = true")
                        .getSingleResult();
        return new Waiting(number(row[0]), Optional.ofNullable((Instant) row[1]));
    }

    /** Rules that decided something or asked, of those given, in the time looked back on. */
    public Set<String> used(Set<String> rules) {
        if (rules.isEmpty()) {
            return Set.of();
        }
        return entities.createQuery(
                        "select distinct e.rule from AuditEntry e where e.at >= :since and e.rule in :rules",
                        String.class)
                .setParameter("since", since())
                .setParameter("rules", rules)
                .getResultStream()
                .collect(Collectors.toSet());
    }

    private Instant since() {
        return clock.instant().minus(LOOK_BACK);
    }

    /** The interface knows no type for rows of several columns. */
    @SuppressWarnings("unchecked")
    private static List<Object[]> rows(Query query) {
        return query.getResultList();
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
