package dev.gatehouse.agent.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Throw-away tokens, one per worker. Kept and looked up by their SHA-256, so that the time a look-up takes says nothing
 * about a token.
 */
final class WorkerTokens {

    /** Begins like a token that is plainly not a key of the model service. */
    static final String PREFIX = "gatehouse-worker-";

    private static final int TOKEN_BYTES = 32;
    private static final int MAX_TOKEN_CHARS = 128;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Worker> workers = new ConcurrentHashMap<>();

    String issue(String sessionKey) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        workers.put(digest(token), new Worker(sessionKey));
        return token;
    }

    Optional<Worker> find(String token) {
        return token.length() > MAX_TOKEN_CHARS ? Optional.empty() : Optional.ofNullable(workers.get(digest(token)));
    }

    void revoke(String token) {
        Worker worker = workers.remove(digest(token));
        if (worker != null) {
            worker.revoke();
        }
    }

    void revokeAll() {
        workers.values().forEach(Worker::revoke);
        workers.clear();
    }

    private static String digest(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
