package dev.gatehouse.web.approvals.entity;

import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.QuestionRules.AnsweredBy;
import dev.gatehouse.contract.SessionId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** What a session's present grant says about its questions. */
@Entity
@Table(name = "question_terms")
public class QuestionTerms {

    @Id
    @Column(name = "session_id")
    private String sessionId;

    @Column(name = "owner_id")
    private String ownerId;

    @Enumerated(EnumType.STRING)
    @Column(name = "answered_by")
    private AnsweredBy answeredBy;

    @Column(name = "question_minutes")
    private int questionMinutes;

    protected QuestionTerms() {}

    public QuestionTerms(SessionId session, UUID owner, ModeGrant grant) {
        this.sessionId = session.toString();
        this.ownerId = owner.toString();
        follow(grant);
    }

    public void follow(ModeGrant grant) {
        this.answeredBy = grant.questions().answeredBy();
        this.questionMinutes = grant.limits().questionMinutes();
    }

    public SessionId session() {
        return SessionId.parse(sessionId);
    }

    public UUID owner() {
        return UUID.fromString(ownerId);
    }

    public AnsweredBy answeredBy() {
        return answeredBy;
    }

    /** How long a question may wait, in minutes; 0 for ever. */
    public int questionMinutes() {
        return questionMinutes;
    }
}
