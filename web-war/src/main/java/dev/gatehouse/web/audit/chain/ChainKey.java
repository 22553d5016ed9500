package dev.gatehouse.web.audit.chain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes macs: HMAC-SHA-256 (RFC 2104) under a key that is kept outside the database. */
public final class ChainKey {

    /** RFC 2104, 3: as long as the hash's output. */
    public static final int SECRET_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] ROW = "gatehouse audit row".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD = "gatehouse audit head".getBytes(StandardCharsets.US_ASCII);

    private final SecretKeySpec key;

    public ChainKey(byte[] secret) {
        if (secret.length < SECRET_BYTES) {
            throw new IllegalArgumentException("the audit's key must have at least " + SECRET_BYTES + " bytes");
        }
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * @param file one line, base64url
     * @throws IllegalArgumentException if it holds no usable key, or others can read it; never holding the secret.
     */
    public static ChainKey read(Path file) throws IOException {
        if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            throw new IllegalArgumentException("every user of this host can read " + file + "; run: chmod 600 " + file);
        }
        try {
            return new ChainKey(
                    Base64.getUrlDecoder().decode(Files.readString(file).strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + " must hold at least " + SECRET_BYTES + " bytes in one line of base64url");
        }
    }

    /** @param previousMac empty text for the first row */
    AuditRow chain(
            long number, Instant recordedAt, AuditFacts facts, Optional<AuditContent> content, String previousMac) {
        String commitment = content.map(AuditContent::commitment).orElse(null);
        String mac = rowMac(CanonicalForm.of(number, recordedAt, facts, commitment), previousMac);
        return new AuditRow(number, recordedAt, facts, content, commitment, mac);
    }

    String rowMac(AuditRow row, String previousMac) {
        return rowMac(row, row.number(), previousMac);
    }

    /** The mac the row would have had at another place. */
    String rowMac(AuditRow row, long number, String previousMac) {
        return rowMac(CanonicalForm.of(number, row.recordedAt(), row.facts(), row.commitment()), previousMac);
    }

    String headMac(long number, String rowMac, Instant at) {
        return mac(HEAD, (number + " " + rowMac + " " + at).getBytes(StandardCharsets.UTF_8), "");
    }

    private String rowMac(byte[] canonical, String previousMac) {
        return mac(ROW, canonical, previousMac);
    }

    /** No purpose begins another, and the previous mac's length stands before it: each part ends where it ends. */
    private String mac(byte[] purpose, byte[] bytes, String previousMac) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(purpose);
            mac.update((byte) previousMac.length());
            mac.update(previousMac.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
