package dev.gatehouse.web.audit.control;

import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which rows to show. Empty texts do not narrow.
 *
 * @param from the first moment; null for no bound
 * @param to the first moment no more; null for no bound
 * @param people accounts of which each row is about one, as owner or actor; null for all
 * @param text part of the summary or the rule, in any case
 */
public record AuditFilter(
        Instant from,
        Instant to,
        Set<String> people,
        AuditTopic topic,
        String tool,
        String outcome,
        String step,
        String mode,
        String session,
        String text)
        implements Serializable {

    public static final AuditFilter ALL =
            new AuditFilter(null, null, null, AuditTopic.EVERYTHING, "", "", "", "", "", "");

    Optional<Set<String>> ofPeople() {
        return Optional.ofNullable(people);
    }

    boolean narrows() {
        return !equals(ALL);
    }
}
