package dev.gatehouse.web.accounts.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A group of people. Changed only through {@code Groups}, which keeps the rules. */
@Entity
@Table(name = "account_group")
public class AccountGroup {

    @Id
    private String name;

    private String label;

    @Column(name = "created_at")
    private Instant createdAt;

    protected AccountGroup() {}

    public AccountGroup(GroupName name, String label, Instant now) {
        this.name = name.value();
        this.label = label;
        this.createdAt = now;
    }

    public String name() {
        return name;
    }

    /** What people read. */
    public String label() {
        return label;
    }

    public void label(String text) {
        this.label = text;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
