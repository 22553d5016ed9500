package dev.gatehouse.web.audit.chain;

import jakarta.json.Json;
import java.time.Instant;
import java.util.BitSet;

/** How the chain tells what retention took away, so that nothing else can pass for it. */
public final class Retained {

    private Retained() {}

    /** @param numbers of the rows whose content goes; few enough for a detail, see {@link #MOST} */
    public static AuditDraft redacted(BitSet numbers, String rule, Instant now) {
        String rows = TakenAway.ranges(numbers);
        return new AuditDraft(AuditKind.AUDIT_REDACTED, now)
                .content(
                        numbers.cardinality() + " rows, " + rule,
                        Json.createObjectBuilder()
                                .add("rule", rule)
                                .add(TakenAway.ROWS, rows)
                                .build()
                                .toString());
    }

    /** So many numbers, however far apart, fit into one row's detail. */
    public static final int MOST = 2000;

    /** @param mac of the last row that goes */
    public static AuditDraft pruned(long upTo, String mac, Instant now) {
        return new AuditDraft(AuditKind.AUDIT_PRUNED, now)
                .ref(String.valueOf(upTo))
                .rule(mac, false)
                .content(
                        "Up to row " + upTo,
                        Json.createObjectBuilder().add("upTo", upTo).build().toString());
    }
}
