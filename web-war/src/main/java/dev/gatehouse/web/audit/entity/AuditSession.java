package dev.gatehouse.web.audit.entity;

import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.SessionId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What the next row of a session must know of it. */
@Entity
@Table(name = "audit_session")
public class AuditSession {

    @Id
    @Column(name = "session_id")
    private String id;

    @Column(name = "owner_id")
    private String owner;

    private String mode;

    @Column(name = "policy_version")
    private Long policyVersion;

    @Column(name = "last_seq")
    private long lastSeq;

    protected AuditSession() {}

    public AuditSession(SessionId id) {
        this.id = id.toString();
    }

    /** Whether the event is new: after a change of the agent's node its feed tells everything again. */
    public boolean sees(long seq) {
        boolean fresh = seq > lastSeq;
        lastSeq = Math.max(seq, lastSeq);
        return fresh;
    }

    public String id() {
        return id;
    }

    /** Null if the session began before there was an audit and nothing has told it since. */
    public String owner() {
        return owner;
    }

    public void owner(String account) {
        owner = account;
    }

    public String mode() {
        return mode;
    }

    public void mode(PermissionMode now) {
        mode = now.wireName();
    }

    public Long policyVersion() {
        return policyVersion;
    }

    public void policyVersion(long version) {
        policyVersion = version;
    }

    public long lastSeq() {
        return lastSeq;
    }
}
