package dev.gatehouse.web.audit.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** How far the agent's list of refused requests has been read; one row. */
@Entity
@Table(name = "audit_refusals_read")
public class RefusalsRead {

    public static final int ONLY = 1;

    @Id
    private int id;

    private String boot;

    @Column(name = "last_number")
    private long number;

    protected RefusalsRead() {}

    /** Number of the last one read of this start of the agent. */
    public long number(UUID start) {
        return start.toString().equals(boot) ? number : 0;
    }

    /** Of whichever start was read last. */
    public long latest() {
        return number;
    }

    public void read(UUID start, long upTo) {
        boot = start.toString();
        number = upTo;
    }
}
