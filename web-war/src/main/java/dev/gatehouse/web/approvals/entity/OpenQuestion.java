package dev.gatehouse.web.approvals.entity;

import dev.gatehouse.contract.AgentEvent.Resolution;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.SessionId;
import jakarta.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A question of Claude's; kept for a while after its end, so that a late answer can be told what happened. */
@Entity
@Table(name = "open_question")
public class OpenQuestion {

    public static final int MAX_ID = 64;
    static final int MAX_MESSAGE = 2000;

    @Id
    private String id;

    @Column(name = "session_id")
    private String sessionId;

    @Column(name = "owner_id")
    private String ownerId;

    private long seq;

    @Enumerated(EnumType.STRING)
    private QuestionKind kind;

    @Column(name = "asked_at")
    private Instant askedAt;

    private String event;

    private boolean lost;

    @Column(name = "endorsed_by")
    private String endorsedBy;

    @Column(name = "endorsed_by_person")
    private boolean endorsedByPerson;

    @Column(name = "endorsed_at")
    private Instant endorsedAt;

    private String resolution;

    @Column(name = "resolved_by")
    private String resolvedBy;

    @Column(name = "resolved_at")
    private Instant resolvedAt;

    private String message;

    protected OpenQuestion() {}

    public OpenQuestion(String id, SessionId session, UUID owner, QuestionKind kind, EventEnvelope asked) {
        this.id = id;
        this.sessionId = session.toString();
        this.ownerId = owner.toString();
        this.seq = asked.seq();
        this.kind = kind;
        this.askedAt = asked.at();
        this.event = asked.toJson().toString();
    }

    public String id() {
        return id;
    }

    public SessionId session() {
        return SessionId.parse(sessionId);
    }

    public UUID owner() {
        return UUID.fromString(ownerId);
    }

    /** Number of the event that asked. */
    public long seq() {
        return seq;
    }

    public QuestionKind kind() {
        return kind;
    }

    public Instant askedAt() {
        return askedAt;
    }

    /** The event that asked, as the agent told it. */
    public JsonObject event() {
        return ContractJson.parse(event);
    }

    /** In characters of its JSON. */
    public int size() {
        return event.length();
    }

    /** Its worker is gone; an answer counts when it is asked again. */
    public boolean lost() {
        return lost;
    }

    public Optional<Endorsement> endorsement() {
        return Optional.ofNullable(endorsedBy)
                .map(by -> new Endorsement(UUID.fromString(by), endorsedByPerson, endorsedAt));
    }

    /** Empty while it is open. */
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(resolution)
                .map(name -> new Outcome(
                        Resolution.valueOf(name),
                        Optional.ofNullable(resolvedBy).map(UUID::fromString),
                        resolvedAt,
                        Optional.ofNullable(message)));
    }

    public void lose() {
        this.lost = true;
    }

    public void endorse(Endorsement first) {
        this.endorsedBy = first.by().toString();
        this.endorsedByPerson = first.person();
        this.endorsedAt = first.at();
    }

    public void resolve(Outcome outcome) {
        this.resolution = outcome.resolution().name();
        this.resolvedBy = outcome.by().map(UUID::toString).orElse(null);
        this.resolvedAt = outcome.at();
        this.message = outcome.message()
                .map(text -> text.substring(0, Math.min(text.length(), MAX_MESSAGE)))
                .orElse(null);
    }
}
