package dev.gatehouse.web.policy.entity;

import dev.gatehouse.web.acts.Actor;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A policy that was put in force at some time; the one with the highest number is in force. Never changed. */
@Entity
@Table(name = "policy_version")
public class PolicyVersion {

    @Id
    private long number;

    private String document;

    @Column(name = "author_id")
    private String authorId;

    @Column(name = "author_name")
    private String authorName;

    @Column(name = "approver_id")
    private String approverId;

    @Column(name = "approver_name")
    private String approverName;

    @Column(name = "publisher_id")
    private String publisherId;

    @Column(name = "publisher_name")
    private String publisherName;

    private String reason;

    @Column(name = "published_at")
    private Instant publishedAt;

    @Column(name = "rolled_back_from")
    private Long rolledBackFrom;

    protected PolicyVersion() {}

    /** Made of the configuration. */
    public PolicyVersion(long number, String document, String reason, Instant at) {
        this(number, document, Actor.PORTAL, Actor.PORTAL, reason, at);
    }

    public PolicyVersion(long number, String document, Actor author, Actor publisher, String reason, Instant at) {
        this.number = number;
        this.document = document;
        this.authorId = id(author);
        this.authorName = author.name();
        this.publisherId = id(publisher);
        this.publisherName = publisher.name();
        this.reason = reason;
        this.publishedAt = at;
    }

    /** Published what the draft says. */
    public PolicyVersion(long number, PolicyDraft draft, Actor publisher, String reason, Instant at) {
        this(number, draft.document(), draft.author(), publisher, reason, at);
        draft.approver().ifPresent(approver -> {
            this.approverId = id(approver);
            this.approverName = approver.name();
        });
        this.rolledBackFrom = draft.rolledBackFrom().orElse(null);
    }

    private static String id(Actor actor) {
        return actor.account().map(UUID::toString).orElse(null);
    }

    public long number() {
        return number;
    }

    public String document() {
        return document;
    }

    public Actor author() {
        return new Actor(Optional.ofNullable(authorId).map(UUID::fromString), authorName);
    }

    public Optional<Actor> approver() {
        return Optional.ofNullable(approverId).map(UUID::fromString).map(id -> Actor.of(id, approverName));
    }

    public Actor publisher() {
        return new Actor(Optional.ofNullable(publisherId).map(UUID::fromString), publisherName);
    }

    public String reason() {
        return reason;
    }

    public Instant publishedAt() {
        return publishedAt;
    }

    /** The version whose text it took again. */
    public Optional<Long> rolledBackFrom() {
        return Optional.ofNullable(rolledBackFrom);
    }

    /** Whether no person has published it. */
    public boolean ofConfiguration() {
        return publisherId == null;
    }
}
