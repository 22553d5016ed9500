package dev.gatehouse.web.security.entity;

import dev.gatehouse.contract.Ids;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the browser's cookie holds: the id of the sign-in and a random secret. Everything else that must be bound to the
 * sign-in is derived from the secret, so nothing of it needs to survive in memory.
 */
public final class SignInToken {

    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final UUID id;
    private final byte[] secret;

    private SignInToken(UUID id, byte[] secret) {
        this.id = id;
        this.secret = secret;
    }

    public static SignInToken random() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new SignInToken(UUID.randomUUID(), secret);
    }

    /** Empty if it is nothing we ever wrote. */
    public static Optional<SignInToken> parse(String cookie) {
        int dot = cookie.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            byte[] secret = Base64.getUrlDecoder().decode(cookie.substring(dot + 1));
            UUID id = Ids.uuid(cookie.substring(0, dot));
            return secret.length == SECRET_BYTES ? Optional.of(new SignInToken(id, secret)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public UUID id() {
        return id;
    }

    public String cookie() {
        return id + "." + base64(secret);
    }

    /** In hexadecimal. A plain digest is enough: the secret is 256 random bits. */
    public String secretSha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean matches(String sha256) {
        return MessageDigest.isEqual(
                secretSha256().getBytes(StandardCharsets.US_ASCII), sha256.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * What a page of ours must send along with every change. It cannot be computed without the cookie's secret, and it
     * stays the same across a restart of web, so that an open chat can go on.
     */
    public String csrfToken() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return base64(mac.doFinal("csrf".getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "SignInToken[" + id + "]";
    }
}
