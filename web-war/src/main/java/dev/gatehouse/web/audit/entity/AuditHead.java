package dev.gatehouse.web.audit.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Both ends of the chain; one row, locked by whoever adds to it. */
@Entity
@Table(name = "audit_head")
public class AuditHead {

    public static final int ONLY = 1;

    @Id
    private int id;

    @Column(name = "last_number")
    private long number;

    @Column(name = "last_mac")
    private String mac;

    @Column(name = "first_number")
    private long first;

    @Column(name = "before_first_mac")
    private String beforeFirstMac;

    protected AuditHead() {}

    public long number() {
        return number;
    }

    public String mac() {
        return mac;
    }

    public long first() {
        return first;
    }

    public void moveTo(long newest, String newestMac) {
        number = newest;
        mac = newestMac;
    }

    /** @param removedMac of the last row that was removed */
    public void beginAt(long oldest, String removedMac) {
        first = oldest;
        beforeFirstMac = removedMac;
    }
}
