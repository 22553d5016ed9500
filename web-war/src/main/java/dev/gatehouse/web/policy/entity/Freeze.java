package dev.gatehouse.web.policy.entity;

import dev.gatehouse.web.acts.Actor;
import dev.gatehouse.web.policy.entity.ActiveFreeze.Scope;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** That all action was stopped, and by whom it was let go on. */
@Entity
@Table(name = "freeze")
public class Freeze {

    @Id
    private String id;

    @Column(name = "group_name")
    private String group;

    private String reason;

    @Column(name = "started_by")
    private String startedBy;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "ended_by")
    private String endedBy;

    @Column(name = "ended_at")
    private Instant endedAt;

    protected Freeze() {}

    public Freeze(Optional<String> group, String reason, Actor by, Instant at) {
        this.id = UUID.randomUUID().toString();
        this.group = group.orElse(null);
        this.reason = reason;
        this.startedBy = by.name();
        this.startedAt = at;
    }

    public UUID id() {
        return UUID.fromString(id);
    }

    /** Empty for the whole portal. */
    public Optional<String> group() {
        return Optional.ofNullable(group);
    }

    public String reason() {
        return reason;
    }

    public String startedBy() {
        return startedBy;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public boolean ended() {
        return endedAt != null;
    }

    public void end(Actor by, Instant at) {
        this.endedBy = by.name();
        this.endedAt = at;
    }

    public ActiveFreeze active() {
        Scope scope = group == null ? new Scope.Portal() : new Scope.Group(group);
        return new ActiveFreeze(id(), scope, reason, startedAt);
    }
}
