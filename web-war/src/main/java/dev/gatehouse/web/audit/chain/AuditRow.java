package dev.gatehouse.web.audit.chain;

import java.time.Instant;
import java.util.Optional;

/**
 * A row as it is stored.
 *
 * @param number 1 for the first, then without gaps
 * @param content empty if there never was one, or it was taken away
 * @param commitment of the content that there is or was; null if there never was one
 * @param mac 64 hexadecimal digits, over all but the content, and over the mac of the row before
 */
public record AuditRow(
        long number,
        Instant recordedAt,
        AuditFacts facts,
        Optional<AuditContent> content,
        String commitment,
        String mac) {

    boolean lostItsContent() {
        return commitment != null && content.isEmpty();
    }
}
