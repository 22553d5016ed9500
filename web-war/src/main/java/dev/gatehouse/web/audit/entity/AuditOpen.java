package dev.gatehouse.web.audit.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A call or question that has begun: the row of its end tells of what. */
@Entity
@Table(name = "audit_open")
public class AuditOpen {

    private static final int MAX_REF = 200;

    @Id
    private String id;

    @Column(name = "session_id")
    private String session;

    private String tool;

    @Column(name = "started_at")
    private Instant startedAt;

    private boolean question;
    private String withheld;
    private String summary;

    protected AuditOpen() {}

    /**
     * @param question whether someone is asked
     * @param summary null if it is withheld
     * @param withheld why; null if it is not
     */
    public AuditOpen(
            String session,
            String ref,
            boolean question,
            String tool,
            Instant startedAt,
            String summary,
            String withheld) {
        this.id = id(session, ref);
        this.session = session;
        this.question = question;
        this.tool = tool;
        this.startedAt = startedAt;
        this.summary = summary;
        this.withheld = withheld;
    }

    public static String id(String session, String ref) {
        return session + "/" + (ref.length() > MAX_REF ? ref.substring(0, MAX_REF) : ref);
    }

    public String tool() {
        return tool;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public String summary() {
        return summary;
    }

    public String withheld() {
        return withheld;
    }
}
