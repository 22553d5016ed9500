package dev.gatehouse.agent.security;

import dev.gatehouse.contract.ServiceKeys;
import dev.gatehouse.contract.ServiceToken;
import dev.gatehouse.contract.ServiceToken.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;

/** Decides whether a request's token is good, for this request and for the first time. Plain Java, no container. */
final class TokenGate {

    /** Longer than any we issue; the header is read before anything about it is known. */
    static final int LONGEST_TOKEN = 8 * 1024;

    private static final String SCHEME = "Bearer ";

    private final Supplier<ServiceKeys> keys;
    private final Clock clock;
    private final Instant notBefore;
    private final ReplayCache used;

    /**
     * @param notBefore tokens issued earlier are refused, as an earlier agent may have seen them; rounded up to the
     *     second, because {@code iat} is cut down to it: one issued in the second of the start may be from before it
     */
    TokenGate(Supplier<ServiceKeys> keys, Clock clock, Instant notBefore, ReplayCache used) {
        this.keys = keys;
        this.clock = clock;
        this.notBefore = roundUp(notBefore);
        this.used = used;
    }

    /**
     * @param target path and query as sent
     * @param authorization every {@code Authorization} header of the request
     * @param mayHaveBody whether somebody will compare a body with the token; if not, the token must be for none
     */
    ServiceToken admit(String method, String target, List<String> authorization, boolean mayHaveBody)
            throws RefusedException {
        Instant now = clock.instant();
        ServiceToken token = ServiceToken.verify(bearer(authorization), keys.get(), now, method, target);
        if (token.issuedAt().isBefore(notBefore)) {
            throw new RefusedException("issued before the agent's start");
        }
        if (!mayHaveBody && !token.binding().matchesBody(new byte[0])) {
            throw new RefusedException("made for a request with a body");
        }
        // the grace for clocks that differ counts here too: until then the token would be taken
        switch (used.use(token.id(), token.expiresAt().plus(ServiceToken.CLOCK_SKEW), now)) {
            case FIRST_USE -> {
                return token;
            }
            case REPLAYED -> throw new RefusedException("replayed");
            case FULL -> throw new RefusedException("too many tokens in use to tell a replay");
        }
        throw new IllegalStateException();
    }

    /** Whether a token issued now would be taken; not yet in the first seconds after a start. */
    boolean open() {
        return !clock.instant().isBefore(notBefore);
    }

    private static String bearer(List<String> authorization) throws RefusedException {
        if (authorization.size() != 1) {
            throw new RefusedException(authorization.isEmpty() ? "no token" : "more than one Authorization header");
        }
        String header = authorization.get(0);
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new RefusedException("not a bearer token");
        }
        if (header.length() > LONGEST_TOKEN) {
            throw new RefusedException("longer than any token");
        }
        return header.substring(SCHEME.length());
    }

    private static Instant roundUp(Instant instant) {
        Instant second = instant.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(instant) ? second : second.plusSeconds(1);
    }
}
