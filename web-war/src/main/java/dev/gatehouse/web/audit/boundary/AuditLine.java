package dev.gatehouse.web.audit.boundary;

import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.web.audit.chain.AuditContent;
import dev.gatehouse.web.audit.chain.AuditFacts;
import dev.gatehouse.web.audit.chain.AuditRow;
import dev.gatehouse.web.sessions.ModeText;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * A row as the table shows it; every text is made visible.
 *
 * @param person whose session it is, or who did it
 * @param by who did it, if that is someone else
 */
public record AuditLine(
        long number,
        String time,
        String kind,
        String person,
        String by,
        String tool,
        String summary,
        String mode,
        String outcome,
        String step,
        String rule,
        String took)
        implements Serializable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SECOND = 1000;

    static AuditLine of(AuditRow row, Map<String, String> names) {
        AuditFacts facts = row.facts();
        String owner = name(facts.owner(), names);
        String actor = name(facts.actor(), names);
        return new AuditLine(
                row.number(),
                time(facts.at()),
                facts.kind().label(),
                owner.isEmpty() ? actor : owner,
                owner.isEmpty() || actor.equals(owner) ? "" : actor,
                Visible.line(facts.tool()),
                summary(row),
                mode(facts.mode()),
                facts.outcome() == null ? "" : facts.outcome(),
                step(facts.step()),
                Visible.line(facts.rule()) + (Boolean.TRUE.equals(facts.derived()) ? " (derived)" : ""),
                took(facts.latencyMillis()));
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    /** {@code DENY_RULE} as people read it. */
    static String step(String name) {
        return name == null ? "" : name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String mode(String wireName) {
        return wireName == null
                ? ""
                : PermissionMode.fromWireName(wireName)
                        .map(mode -> ModeText.of(mode).label())
                        .orElse(wireName);
    }

    public boolean denied() {
        return outcome.equals("DENIED");
    }

    public boolean allowed() {
        return outcome.equals("ALLOWED");
    }

    private static String summary(AuditRow row) {
        AuditFacts facts = row.facts();
        if (facts.withheld() != null) {
            return "not kept: " + Visible.line(facts.withheld());
        }
        String told = row.content().map(AuditContent::summary).orElse(null);
        if (told != null) {
            String act = facts.ref() != null && facts.session() == null ? Visible.line(facts.ref()) + ": " : "";
            return act + Visible.line(told);
        }
        if (row.content().isEmpty() && row.commitment() != null) {
            return "taken away by retention";
        }
        return facts.tool() == null ? Visible.line(facts.ref()) : "";
    }

    private static String name(String account, Map<String, String> names) {
        return account == null ? "" : Visible.line(names.getOrDefault(account, "unknown " + account));
    }

    private static String took(Long millis) {
        if (millis == null) {
            return "";
        }
        return millis < SECOND ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / (double) SECOND);
    }
}
