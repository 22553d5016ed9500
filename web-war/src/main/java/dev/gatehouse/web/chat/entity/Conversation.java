package dev.gatehouse.web.chat.entity;

import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.SessionId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A line of the conversation list. All but the person's own title and the deletion is projected from the feed. */
@Entity
@Table(name = "conversation")
public class Conversation {

    @Id
    private String id;

    @Column(name = "owner_id")
    private String ownerId;

    private String title;

    @Enumerated(EnumType.STRING)
    @Column(name = "title_origin")
    private TitleOrigin titleOrigin;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "last_seq")
    private long lastSeq;

    @Column(name = "open_questions")
    private int openQuestions;

    @Enumerated(EnumType.STRING)
    private SessionPhase phase;

    @Column(name = "delete_after")
    private Instant deleteAfter;

    protected Conversation() {}

    public Conversation(SessionId id, UUID owner, Instant createdAt) {
        this.id = id.toString();
        this.ownerId = owner.toString();
        this.title = Title.NEW.text();
        this.titleOrigin = TitleOrigin.NONE;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
        this.phase = SessionPhase.PARKED;
    }

    public SessionId id() {
        return SessionId.parse(id);
    }

    public UUID owner() {
        return UUID.fromString(ownerId);
    }

    public String title() {
        return title;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public long lastSeq() {
        return lastSeq;
    }

    public int openQuestions() {
        return openQuestions;
    }

    public SessionPhase phase() {
        return phase;
    }

    public boolean deleted() {
        return deleteAfter != null;
    }

    public void title(Title better, TitleOrigin origin) {
        boolean replaces =
                origin == TitleOrigin.PROMPT ? titleOrigin == TitleOrigin.NONE : origin.compareTo(titleOrigin) >= 0;
        if (replaces) {
            this.title = better.text();
            this.titleOrigin = origin;
        }
    }

    public void deleteAfter(Instant when) {
        this.deleteAfter = when;
    }

    public void restore() {
        this.deleteAfter = null;
    }

    public void seen(long seq) {
        this.lastSeq = Math.max(lastSeq, seq);
    }

    public void touched(Instant at) {
        this.updatedAt = at.isAfter(updatedAt) ? at : updatedAt;
    }

    public void questionOpened() {
        openQuestions++;
    }

    public void questionClosed() {
        openQuestions = Math.max(0, openQuestions - 1);
    }

    public void phase(SessionPhase now) {
        this.phase = now;
    }
}
