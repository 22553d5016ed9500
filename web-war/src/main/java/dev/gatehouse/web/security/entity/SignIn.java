package dev.gatehouse.web.security.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** One sign-in on one device, until it is revoked or expires. It holds no secret, only the digest of one. */
@Entity
@Table(name = "sign_in")
public class SignIn {

    public static final int MAX_DEVICE = 200;

    @Id
    private String id;

    @Column(name = "account_id")
    private String accountId;

    @Column(name = "secret_sha256")
    private String secretSha256;

    private String device;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "confirmed_at")
    private Instant confirmedAt;

    protected SignIn() {}

    public SignIn(SignInToken token, UUID account, String device, Instant now, Instant expiresAt) {
        this.id = token.id().toString();
        this.accountId = account.toString();
        this.secretSha256 = token.secretSha256();
        this.device = device.length() > MAX_DEVICE ? device.substring(0, MAX_DEVICE) : device;
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    public UUID id() {
        return UUID.fromString(id);
    }

    public UUID account() {
        return UUID.fromString(accountId);
    }

    /** What the browser called itself. */
    public String device() {
        return device;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** When the password was last given again here. */
    public Optional<Instant> confirmedAt() {
        return Optional.ofNullable(confirmedAt);
    }

    public void confirmed(Instant now) {
        this.confirmedAt = now;
    }

    public boolean inForce(Instant now) {
        return now.isBefore(expiresAt);
    }

    public boolean accepts(SignInToken token, Instant now) {
        return inForce(now) && token.matches(secretSha256);
    }
}
