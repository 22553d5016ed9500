package dev.gatehouse.web.policy.entity;

import dev.gatehouse.web.acts.Actor;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What the administrators are working at, all at the same; there is one or none. */
@Entity
@Table(name = "policy_draft")
public class PolicyDraft {

    public static final int ONLY = 1;

    @Id
    private int id;

    private String document;

    @Column(name = "based_on")
    private long basedOn;

    @Column(name = "rolled_back_from")
    private Long rolledBackFrom;

    private long version;

    @Column(name = "author_id")
    private String authorId;

    @Column(name = "author_name")
    private String authorName;

    @Column(name = "changed_at")
    private Instant changedAt;

    @Column(name = "approver_id")
    private String approverId;

    @Column(name = "approver_name")
    private String approverName;

    protected PolicyDraft() {}

    public PolicyDraft(long basedOn, long version) {
        this.id = ONLY;
        this.basedOn = basedOn;
        this.version = version;
    }

    /** Whoever approved has not seen this. */
    public void write(String text, Actor who, Instant at) {
        this.document = text;
        this.authorId = who.account().orElseThrow().toString();
        this.authorName = who.name();
        this.changedAt = at;
        this.version++;
        this.approverId = null;
        this.approverName = null;
        this.rolledBackFrom = null;
    }

    /** As {@link #write}, with the text of an earlier version. */
    public void takeBack(PolicyVersion earlier, Actor who, Instant at) {
        write(earlier.document(), who, at);
        this.rolledBackFrom = earlier.number();
    }

    public void approve(Actor second) {
        this.approverId = second.account().orElseThrow().toString();
        this.approverName = second.name();
    }

    public String document() {
        return document;
    }

    /** The version that was in force when it was begun. */
    public long basedOn() {
        return basedOn;
    }

    public Optional<Long> rolledBackFrom() {
        return Optional.ofNullable(rolledBackFrom);
    }

    /** Another one after each change; never again the one of an earlier draft. */
    public long version() {
        return version;
    }

    /** Who changed it last. */
    public Actor author() {
        return Actor.of(UUID.fromString(authorId), authorName);
    }

    public Instant changedAt() {
        return changedAt;
    }

    /** Who has approved just this text. */
    public Optional<Actor> approver() {
        return Optional.ofNullable(approverId).map(UUID::fromString).map(id -> Actor.of(id, approverName));
    }
}
