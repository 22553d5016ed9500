package dev.gatehouse.web.leases.entity;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A mode that a person may use for some minutes beyond what the policy allows them.
 *
 * <p>Its end is kept twice: as a time, and as what was left when it was last looked at. The earlier one holds, so a
 * clock that is set back makes no lease longer.
 */
@Entity
@Table(name = "lease")
public class Lease {

    @Id
    private String id;

    @Column(name = "person_id")
    private String personId;

    @Enumerated(EnumType.STRING)
    private PermissionMode mode;

    private String reason;

    @Column(name = "asked_minutes")
    private int askedMinutes;

    @Column(name = "asked_at")
    private Instant askedAt;

    @Enumerated(EnumType.STRING)
    private LeaseState state;

    @Column(name = "break_glass")
    private boolean breakGlass;

    @Column(name = "granted_minutes")
    private Integer grantedMinutes;

    @Column(name = "decided_by")
    private String decidedBy;

    @Column(name = "decided_at")
    private Instant decidedAt;

    private String note;

    @Column(name = "valid_until")
    private Instant validUntil;

    @Column(name = "remaining_millis")
    private Long remainingMillis;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Column(name = "ended_by")
    private String endedBy;

    protected Lease() {}

    public Lease(UUID person, PermissionMode mode, String reason, int minutes, Instant now) {
        this.id = UUID.randomUUID().toString();
        this.personId = person.toString();
        this.mode = mode;
        this.reason = reason;
        this.askedMinutes = minutes;
        this.askedAt = now;
        this.state = LeaseState.ASKED;
    }

    /** @param note for the person; may be empty */
    public void grant(UUID by, int minutes, String note, Instant now) {
        decide(LeaseState.ACTIVE, by, note, now);
        this.grantedMinutes = minutes;
        this.validUntil = now.plus(Duration.ofMinutes(minutes));
        this.remainingMillis = Duration.ofMinutes(minutes).toMillis();
    }

    /** Granted by the very person, who has proved anew to be it; marked for ever. */
    public void breakGlass(Instant now) {
        grant(person(), askedMinutes, "", now);
        this.breakGlass = true;
    }

    public void refuse(UUID by, String note, Instant now) {
        decide(LeaseState.REFUSED, by, note, now);
    }

    private void decide(LeaseState decision, UUID by, String text, Instant now) {
        require(LeaseState.ASKED, "This request has been decided already.");
        this.state = decision;
        this.decidedBy = by.toString();
        this.decidedAt = now;
        this.note = text;
    }

    public void withdraw(UUID by, Instant now) {
        require(LeaseState.ASKED, "This request has been decided already.");
        over(LeaseState.WITHDRAWN, Optional.of(by), now);
    }

    public void lapse(Instant now) {
        require(LeaseState.ASKED, "This request has been decided already.");
        over(LeaseState.LAPSED, Optional.empty(), now);
    }

    public void end(UUID by, Instant now) {
        require(LeaseState.ACTIVE, "This lease is over already.");
        over(LeaseState.ENDED, Optional.of(by), now);
    }

    /**
     * Time has passed.
     *
     * @param left by a clock that nobody can set
     * @return whether it is over now
     */
    public boolean passed(Duration left, Instant now) {
        require(LeaseState.ACTIVE, "This lease is over already.");
        this.remainingMillis = Math.min(remainingMillis, left(left, now).toMillis());
        if (remainingMillis > 0) {
            return false;
        }
        over(LeaseState.EXPIRED, Optional.empty(), now);
        return true;
    }

    /**
     * The shorter of both reckonings; zero unless it is active.
     *
     * @param left by a clock that nobody can set
     */
    public Duration left(Duration left, Instant now) {
        if (state != LeaseState.ACTIVE) {
            return Duration.ZERO;
        }
        Duration byTime = Duration.between(now, validUntil);
        Duration shorter = left.compareTo(byTime) < 0 ? left : byTime;
        return shorter.isNegative() ? Duration.ZERO : shorter;
    }

    private void over(LeaseState end, Optional<UUID> by, Instant now) {
        this.state = end;
        this.endedBy = by.map(UUID::toString).orElse(null);
        this.endedAt = now;
        this.remainingMillis = null;
    }

    private void require(LeaseState expected, String otherwise) {
        if (state != expected) {
            throw new GatehouseException(ProblemCode.CONFLICT, otherwise);
        }
    }

    public UUID id() {
        return UUID.fromString(id);
    }

    public UUID person() {
        return UUID.fromString(personId);
    }

    public PermissionMode mode() {
        return mode;
    }

    public String reason() {
        return reason;
    }

    public int askedMinutes() {
        return askedMinutes;
    }

    public Instant askedAt() {
        return askedAt;
    }

    public LeaseState state() {
        return state;
    }

    /** Whether an administrator took it without anyone else's word. */
    public boolean brokeGlass() {
        return breakGlass;
    }

    public Optional<Integer> grantedMinutes() {
        return Optional.ofNullable(grantedMinutes);
    }

    public Optional<UUID> decidedBy() {
        return Optional.ofNullable(decidedBy).map(UUID::fromString);
    }

    public Optional<Instant> decidedAt() {
        return Optional.ofNullable(decidedAt);
    }

    public Optional<String> note() {
        return Optional.ofNullable(note).filter(text -> !text.isEmpty());
    }

    public Optional<Instant> validUntil() {
        return Optional.ofNullable(validUntil);
    }

    /** What was left when it was last noted; zero unless it is active. */
    public Duration remaining() {
        return Duration.ofMillis(remainingMillis == null ? 0 : remainingMillis);
    }

    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    public Optional<UUID> endedBy() {
        return Optional.ofNullable(endedBy).map(UUID::fromString);
    }
}
