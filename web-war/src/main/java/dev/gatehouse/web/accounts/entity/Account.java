package dev.gatehouse.web.accounts.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A person of the portal. Changed only through the accounts' control, which keeps the rules between accounts. */
@Entity
@Table(name = "account")
public class Account {

    @Id
    private String id;

    private String username;

    @Column(name = "display_name")
    private String displayName;

    @Enumerated(EnumType.STRING)
    private Standing standing;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "must_change_password")
    private boolean mustChangePassword;

    private boolean disabled;

    @Enumerated(EnumType.STRING)
    private Theme theme;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_sign_in_at")
    private Instant lastSignInAt;

    protected Account() {}

    public Account(Username username, String displayName, Standing standing, String passwordHash, Instant now) {
        this.id = UUID.randomUUID().toString();
        this.username = username.value();
        this.displayName = displayName;
        this.standing = standing;
        this.passwordHash = passwordHash;
        this.theme = Theme.SYSTEM;
        this.createdAt = now;
    }

    public UUID id() {
        return UUID.fromString(id);
    }

    public String username() {
        return username;
    }

    public String displayName() {
        return displayName;
    }

    public Standing standing() {
        return standing;
    }

    public boolean administrator() {
        return standing == Standing.ADMINISTRATOR;
    }

    /** Those of its standing; what it is in groups comes on top ({@code Belonging.roles}). */
    public Set<String> roles() {
        return standing.roles();
    }

    public String passwordHash() {
        return passwordHash;
    }

    public boolean mustChangePassword() {
        return mustChangePassword;
    }

    public boolean disabled() {
        return disabled;
    }

    public Theme theme() {
        return theme;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Optional<Instant> lastSignInAt() {
        return Optional.ofNullable(lastSignInAt);
    }

    public void standing(Standing value) {
        this.standing = value;
    }

    /** @param oneTime whether the person must choose another one at the next sign-in */
    public void password(String hash, boolean oneTime) {
        this.passwordHash = hash;
        this.mustChangePassword = oneTime;
    }

    /** The same password under today's parameters. */
    public void rehashed(String hash) {
        this.passwordHash = hash;
    }

    public void disabled(boolean value) {
        this.disabled = value;
    }

    public void theme(Theme chosen) {
        this.theme = chosen;
    }

    public void signedIn(Instant now) {
        this.lastSignInAt = now;
    }
}
