package dev.gatehouse.web.audit.entity;

import dev.gatehouse.web.audit.chain.AuditContent;
import dev.gatehouse.web.audit.chain.AuditFacts;
import dev.gatehouse.web.audit.chain.AuditKind;
import dev.gatehouse.web.audit.chain.AuditRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** A row of the audit. Added once; but for its content, which retention may take away, never changed. */
@Entity
@Table(name = "audit_entry")
public class AuditEntry {

    @Id
    @Column(name = "entry_number")
    private long number;

    @Column(name = "happened_at")
    private Instant at;

    @Column(name = "recorded_at")
    private Instant recordedAt;

    @Enumerated(EnumType.STRING)
    private AuditKind kind;

    @Column(name = "session_id")
    private String session;

    private Long seq;

    @Column(name = "owner_id")
    private String owner;

    @Column(name = "actor_id")
    private String actor;

    private String tool;
    private String ref;
    private String mode;
    private String outcome;
    private String step;

    @Column(name = "rule_text")
    private String rule;

    private Boolean derived;

    @Column(name = "policy_version")
    private Long policyVersion;

    @Column(name = "latency_millis")
    private Long latencyMillis;

    private String withheld;
    private String salt;
    private String summary;
    private String detail;
    private String commitment;
    private String mac;

    protected AuditEntry() {}

    public AuditEntry(AuditRow row) {
        AuditFacts facts = row.facts();
        number = row.number();
        at = facts.at();
        recordedAt = row.recordedAt();
        kind = facts.kind();
        session = facts.session();
        seq = facts.seq();
        owner = facts.owner();
        actor = facts.actor();
        tool = facts.tool();
        ref = facts.ref();
        mode = facts.mode();
        outcome = facts.outcome();
        step = facts.step();
        rule = facts.rule();
        derived = facts.derived();
        policyVersion = facts.policyVersion();
        latencyMillis = facts.latencyMillis();
        withheld = facts.withheld();
        salt = row.content().map(AuditContent::salt).orElse(null);
        summary = row.content().map(AuditContent::summary).orElse(null);
        detail = row.content().map(AuditContent::detail).orElse(null);
        commitment = row.commitment();
        mac = row.mac();
    }

    public AuditRow row() {
        AuditFacts facts = new AuditFacts(
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
        Optional<AuditContent> content =
                salt == null ? Optional.empty() : Optional.of(new AuditContent(salt, summary, detail));
        return new AuditRow(number, recordedAt, facts, content, commitment, mac);
    }
}
