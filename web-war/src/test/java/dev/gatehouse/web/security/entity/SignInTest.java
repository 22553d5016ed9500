package dev.gatehouse.web.security.entity;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignInTest {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void itIsInForceUntilItExpires() {
        SignInToken token = SignInToken.random();
        var signIn = new SignIn(token, UUID.randomUUID(), "device", START, START.plusSeconds(60));
        assertTrue(signIn.inForce(START.plusSeconds(59)) && signIn.accepts(token, START.plusSeconds(59)));
        assertFalse(signIn.inForce(START.plusSeconds(60)) || signIn.accepts(token, START.plusSeconds(60)));
        assertFalse(signIn.accepts(SignInToken.random(), START));
    }
}
