package dev.gatehouse.web.accounts.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Hashes and checks passwords: PBKDF2-HMAC-SHA512 with the iterations OWASP's Password Storage Cheat Sheet asks for.
 */
@ApplicationScoped
public class Passwords {

    static final int ITERATIONS = 210_000;

    private static final String PARAMETERS = "PBKDF2WithHmacSHA512:" + ITERATIONS + ":";

    /** Each check costs a core some 100 ms: a flood of sign-ins must not take all of them. */
    static final int MAX_CHECKS_AT_ONCE = 4;

    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    /** No 0/O, 1/l/I: it is read from a screen and typed. */
    private static final String READABLE = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int ONE_TIME_LENGTH = 16;

    private final SecureRandom random = new SecureRandom();
    private final Semaphore checks = new Semaphore(MAX_CHECKS_AT_ONCE, true);

    private Pbkdf2PasswordHash algorithm;
    private Duration maxWait;
    private String nobody;

    protected Passwords() {}

    @Inject
    public Passwords(Pbkdf2PasswordHash algorithm) {
        this(algorithm, MAX_WAIT);
    }

    Passwords(Pbkdf2PasswordHash algorithm, Duration maxWait) {
        this.algorithm = algorithm;
        this.maxWait = maxWait;
    }

    @PostConstruct
    void initialise() {
        algorithm.initialize(Map.of(
                "Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512",
                "Pbkdf2PasswordHash.Iterations", Integer.toString(ITERATIONS),
                "Pbkdf2PasswordHash.SaltSizeBytes", "32",
                "Pbkdf2PasswordHash.KeySizeBytes", "64"));
        nobody = hash(oneTime());
    }

    public String hash(String password) {
        return algorithm.generate(password.toCharArray());
    }

    /** @throws GatehouseException {@code TOO_MANY_ATTEMPTS} if it could not be looked at; that says nothing of it. */
    public boolean matches(String password, String hash) {
        if (password.length() > PasswordRules.MAX_LENGTH) {
            return false;
        }
        if (!mayCheck()) {
            throw new GatehouseException(
                    ProblemCode.TOO_MANY_ATTEMPTS,
                    "Too many passwords are being checked just now, and yours was not. Try again in some seconds.");
        }
        try {
            return algorithm.verify(password.toCharArray(), hash);
        } finally {
            checks.release();
        }
    }

    private boolean mayCheck() {
        try {
            return checks.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The same work for a name that does not exist, so that the time tells nothing. */
    public void spendAsIfChecking(String password) {
        matches(password, nobody);
    }

    /** Whether the hash was made with other parameters than today's. */
    public boolean outdated(String hash) {
        return !hash.startsWith(PARAMETERS);
    }

    /** A password of 90 bits that someone is handed and must change. */
    public String oneTime() {
        var text = new StringBuilder();
        for (int i = 0; i < ONE_TIME_LENGTH; i++) {
            text.append(READABLE.charAt(random.nextInt(READABLE.length())));
        }
        return text.toString();
    }
}
