package dev.gatehouse.e2e;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Service tokens made by hand from RFC 7515 and 7519, and not by the contract's own code: what the agent takes must be
 * what is written down, and forgeries must be expressible.
 */
final class ServiceTokens {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String keyId;
    private final byte[] secret;

    private ServiceTokens(String keyId, byte[] secret) {
        this.keyId = keyId;
        this.secret = secret;
    }

    /** With the pair's own secret. */
    static ServiceTokens of(RunningPair pair) {
        try {
            String[] key = Files.readAllLines(pair.serviceKeys()).getFirst().split(":", 2);
            return new ServiceTokens(key[0], Base64.getUrlDecoder().decode(key[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As somebody would who knows all but the secret. */
    ServiceTokens withAnotherSecret() {
        return new ServiceTokens(keyId, UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Claims of a good token; a test spoils one of them. */
    static JsonObjectBuilder claims(String subject, String method, String path, String body) {
        long now = Instant.now().getEpochSecond();
        return Json.createObjectBuilder()
                .add("iss", "gatehouse-web")
                .add("aud", "gatehouse-agent")
                .add("sub", subject)
                .add("upn", "somebody")
                .add("groups", Json.createArrayBuilder().add("user"))
                .add("jti", UUID.randomUUID().toString())
                .add("iat", now)
                .add("exp", now + 60)
                .add("htm", method)
                .add("htu", path)
                .add("bh", sha256(body));
    }

    String sign(JsonObjectBuilder claims) {
        return sign("HS256", claims);
    }

    /** @param algorithm what the header says; the signature is HMAC with SHA-256 all the same */
    String sign(String algorithm, JsonObjectBuilder claims) {
        String header = Json.createObjectBuilder()
                .add("alg", algorithm)
                .add("typ", "JWT")
                .add("kid", keyId)
                .build()
                .toString();
        String signed = part(header) + "." + part(claims.build().toString());
        return signed + "." + (algorithm.equals("none") ? "" : BASE64.encodeToString(hmac(signed)));
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(String body) {
        try {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
