package dev.gatehouse.web.audit.chain;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The part of a row that can be taken away: the chain holds to its {@link #commitment} only. The salt goes with it,
 * else a short text could be guessed from what is left.
 *
 * @param salt 32 hexadecimal digits
 * @param summary one line
 * @param detail a JSON object
 */
public record AuditContent(String salt, String summary, String detail) {

    private static final int SALT_BYTES = 16;

    public static AuditContent of(String summary, String detail, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new AuditContent(HexFormat.of().formatHex(salt), summary, detail);
    }

    /** SHA-256 in 64 hexadecimal digits. */
    public String commitment() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            CanonicalForm.text(out, salt);
            CanonicalForm.text(out, summary);
            CanonicalForm.text(out, detail);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
