package dev.gatehouse.web.policy.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The count of all changes of grants, and how far the agent has taken them; one row. */
@Entity
@Table(name = "grant_revision")
public class GrantRevision {

    public static final int ONLY = 1;

    @Id
    private int id;

    private long revision;
    private long delivered;
    private String node;
    private String offer;

    protected GrantRevision() {}

    public long revision() {
        return revision;
    }

    public void raise() {
        revision++;
    }

    public boolean differs(String digest) {
        return !Objects.equals(offer, digest);
    }

    /** Another offer changes every grant. */
    public void offered(String digest) {
        if (differs(digest)) {
            offer = digest;
            revision++;
        }
    }

    /** The agent has everybody's grant of this revision, or of a higher one. */
    public void delivered(long taken, UUID agent) {
        delivered = taken;
        node = agent.toString();
    }

    public boolean dueFor(UUID agent) {
        return delivered < revision
                || !Optional.ofNullable(node).filter(agent.toString()::equals).isPresent();
    }
}
