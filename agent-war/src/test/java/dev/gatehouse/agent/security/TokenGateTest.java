package dev.gatehouse.agent.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.ServiceKeys;
import dev.gatehouse.contract.ServiceToken;
import dev.gatehouse.contract.ServiceToken.Binding;
import dev.gatehouse.contract.ServiceToken.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TokenGateTest {

    private static final ServiceKeys KEYS = ServiceKeys.parse("k:" + "A".repeat(43));
    private static final Instant START = Instant.parse("2026-11-22T10:00:00.300Z");
    private static final byte[] NONE = new byte[0];

    private final SetClock clock = new SetClock(START.plusSeconds(60));
    private final TokenGate gate = gate(START, 10);

    /** Stands still until it is set. */
    private static final class SetClock extends Clock {
        private Instant now;

        SetClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private TokenGate gate(Instant start, int capacity) {
        return new TokenGate(() -> KEYS, clock, start, new ReplayCache(capacity));
    }

    private static String token(Instant issued, byte[] body) {
        return "Bearer "
                + ServiceToken.issue(
                                UUID.randomUUID(),
                                "ada",
                                Set.of("user"),
                                issued,
                                Duration.ofMinutes(5),
                                Binding.of("GET", "/x", body))
                        .sign(KEYS);
    }

    private String token() {
        return token(clock.now, NONE);
    }

    private static void refused(TokenGate gate, String why, String... headers) {
        String reason = assertThrows(RefusedException.class, () -> gate.admit("GET", "/x", List.of(headers), false))
                .getMessage();
        assertEquals(why, reason);
    }

    @Test
    void aGoodTokenIsAdmittedOnce() throws RefusedException {
        String token = token();
        assertEquals("ada", gate.admit("GET", "/x", List.of(token), false).name());
        refused(gate, "replayed", token);
    }

    @Test
    void aReplayIsRefusedUntilTheTokenIsTooOldAnyway() throws RefusedException {
        String token = token();
        gate.admit("GET", "/x", List.of(token), false);
        clock.now = clock.now
                .plus(Duration.ofMinutes(5))
                .plus(ServiceToken.CLOCK_SKEW)
                .minusSeconds(1);
        refused(gate, "replayed", token);
        clock.now = clock.now.plusSeconds(2);
        refused(gate, "expired", token);
    }

    @Test
    void nothingIssuedBeforeTheStartPasses() throws RefusedException {
        Instant before = START.minusMillis(1);
        refused(gate, "issued before the agent's start", token(before, NONE));
        refused(gate, "issued before the agent's start", token(START.plusMillis(600), NONE));
        Instant nextSecond = Instant.parse("2026-11-22T10:00:01Z");
        gate.admit("GET", "/x", List.of(token(nextSecond, NONE)), false);
    }

    @Test
    void aStartOnTheFullSecondLosesNoSecond() throws RefusedException {
        Instant full = Instant.parse("2026-11-22T10:00:00Z");
        gate(full, 10).admit("GET", "/x", List.of(token(full, NONE)), false);
    }

    @Test
    void theGateOpensWithTheFirstSecondWhoseTokensCount() {
        clock.now = START.plusMillis(600);
        assertFalse(gate.open());
        clock.now = Instant.parse("2026-11-22T10:00:01Z");
        assertTrue(gate.open());
    }

    @Test
    void aTokenThatWasUsedUnderAnEarlierAgentIsRefusedByTheNext() throws RefusedException {
        String token = token();
        gate.admit("GET", "/x", List.of(token), false);
        refused(gate(clock.now.plusMillis(1), 10), "issued before the agent's start", token);
    }

    @Test
    void exactlyOneAuthorizationHeaderOfOneScheme() {
        refused(gate, "no token");
        refused(gate, "more than one Authorization header", token(), token());
        refused(gate, "not a bearer token", token().substring("Bearer ".length()));
        refused(gate, "not a bearer token", "Basic YWRhOmFkYQ==");
        refused(gate, "longer than any token", token() + "A".repeat(TokenGate.LONGEST_TOKEN));
    }

    @Test
    void whereNobodyReadsABodyTheTokenMustBeForNone() throws RefusedException {
        refused(gate, "made for a request with a body", token(clock.now, new byte[] {1}));
        gate.admit("GET", "/x", List.of(token(clock.now, new byte[] {1})), true);
    }

    @Test
    void aFullCacheRefusesRatherThanForgets() throws RefusedException {
        TokenGate small = gate(START, 2);
        String first = token();
        small.admit("GET", "/x", List.of(first), false);
        small.admit("GET", "/x", List.of(token()), false);
        refused(small, "too many tokens in use to tell a replay", token());
        refused(small, "replayed", first);
        clock.now = clock.now.plus(Duration.ofMinutes(6));
        small.admit("GET", "/x", List.of(token()), false);
    }

    @Test
    void aForgedTokenTakesNoPlaceInTheCache() throws RefusedException {
        TokenGate small = gate(START, 1);
        String good = token();
        for (int i = 0; i < 5; i++) {
            assertThrows(RefusedException.class, () -> small.admit("POST", "/x", List.of(token()), false));
        }
        small.admit("GET", "/x", List.of(good), false);
    }
}
