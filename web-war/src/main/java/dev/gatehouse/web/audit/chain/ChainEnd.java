package dev.gatehouse.web.audit.chain;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/** The end of a chain that is being written: makes the next row of what is to be recorded. */
public final class ChainEnd {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ChainKey key;
    private long number;
    private String mac;

    /** @param mac of the row with that number; empty text for number 0 */
    public ChainEnd(ChainKey key, long number, String mac) {
        this.key = key;
        this.number = number;
        this.mac = mac;
    }

    public AuditRow next(AuditDraft draft, Instant now) {
        AuditFacts facts = draft.facts();
        Optional<AuditContent> content =
                draft.detail().map(detail -> AuditContent.of(draft.summary().orElse(null), detail, RANDOM));
        AuditRow row = key.chain(number + 1, now, facts, content, mac);
        number = row.number();
        mac = row.mac();
        return row;
    }

    public long number() {
        return number;
    }

    public String mac() {
        return mac;
    }
}
