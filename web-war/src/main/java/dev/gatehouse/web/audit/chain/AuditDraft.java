package dev.gatehouse.web.audit.chain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What is to be recorded; bounds and cleans every text, so that it comes back from any database as it was signed. */
public final class AuditDraft {

    static final int MAX_NAME = 200;
    static final int MAX_RULE = 2000;
    static final int MAX_SUMMARY = 400;
    static final int MAX_DETAIL = 40_000;

    private final AuditKind kind;
    private final Instant at;
    private String session;
    private Long seq;
    private String owner;
    private String actor;
    private String tool;
    private String ref;
    private String mode;
    private String outcome;
    private String step;
    private String rule;
    private Boolean derived;
    private Long policyVersion;
    private Long latencyMillis;
    private String withheld;
    private String summary;
    private String detail;

    public AuditDraft(AuditKind kind, Instant at) {
        this.kind = kind;
        this.at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    public AuditDraft session(String id, long number) {
        session = id;
        seq = number;
        return this;
    }

    /** @param account null if it is not known */
    public AuditDraft owner(String account) {
        owner = account;
        return this;
    }

    public AuditDraft actor(Object account) {
        actor = account == null ? null : account.toString();
        return this;
    }

    public AuditDraft tool(String name) {
        tool = clean(name, MAX_NAME);
        return this;
    }

    public AuditDraft ref(String id) {
        ref = clean(id, MAX_NAME);
        return this;
    }

    public AuditDraft mode(String wireName) {
        mode = wireName;
        return this;
    }

    public AuditDraft allowed(boolean allowed) {
        outcome = allowed ? "ALLOWED" : "DENIED";
        return this;
    }

    public AuditDraft step(Enum<?> decided) {
        step = decided.name();
        return this;
    }

    public AuditDraft rule(String text, boolean foundByTrying) {
        rule = clean(text, MAX_RULE);
        derived = foundByTrying;
        return this;
    }

    public AuditDraft policyVersion(Long version) {
        policyVersion = version;
        return this;
    }

    public AuditDraft latency(Instant since) {
        latencyMillis = Math.max(0, ChronoUnit.MILLIS.between(since, at));
        return this;
    }

    /** @param json a JSON object; it is the caller who keeps it within {@link #MAX_DETAIL} and well-formed */
    public AuditDraft content(String line, String json) {
        summary = line == null ? null : clean(line, MAX_SUMMARY);
        detail = clean(json, MAX_DETAIL);
        return this;
    }

    /** Instead of {@link #content}: a rule says that it is not to be recorded. */
    public AuditDraft withheld(String why) {
        withheld = clean(why, MAX_NAME);
        summary = null;
        detail = null;
        return this;
    }

    public AuditKind kind() {
        return kind;
    }

    /** Null if it is about no tool. */
    public String tool() {
        return tool;
    }

    public Optional<String> whyWithheld() {
        return Optional.ofNullable(withheld);
    }

    public Optional<String> summary() {
        return Optional.ofNullable(summary);
    }

    public Optional<String> detail() {
        return Optional.ofNullable(detail);
    }

    public AuditFacts facts() {
        return new AuditFacts(
                at,
                kind,
                session,
                seq,
                owner,
                actor,
                tool,
                ref,
                mode,
                outcome,
                step,
                rule,
                derived,
                policyVersion,
                latencyMillis,
                withheld);
    }

    /** No NUL, which PostgreSQL refuses, and no half of a surrogate pair, which no UTF-8 column gives back. */
    private static String clean(String text, int most) {
        if (text == null) {
            return null;
        }
        String cut = text.length() > most ? text.substring(0, most - 1) + "…" : text;
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }
}
