package dev.gatehouse.web.security.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTokenTest {

    @Test
    void theCookieBringsTheSameTokenBack() {
        SignInToken token = SignInToken.random();
        SignInToken read = SignInToken.parse(token.cookie()).orElseThrow();
        assertEquals(token.id(), read.id());
        assertTrue(read.matches(token.secretSha256()));
        assertEquals(token.csrfToken(), read.csrfToken(), "a page that was open before a restart can go on");
    }

    @Test
    void anotherSecretDoesNotMatch() {
        assertFalse(SignInToken.random().matches(SignInToken.random().secretSha256()));
        assertNotEquals(SignInToken.random().csrfToken(), SignInToken.random().csrfToken());
    }

    @Test
    void neitherTheDatabaseNorALogNorAPageHoldsTheSecret() {
        SignInToken token = SignInToken.random();
        String secret = token.cookie().substring(37);
        assertFalse(token.toString().contains(secret));
        assertFalse(token.csrfToken().contains(secret));
        assertFalse(token.secretSha256().contains(secret));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1-1-1-1-1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "00000000-0000-0000-0000-000000000000.",
                "00000000-0000-0000-0000-000000000000.AAAA",
                "00000000-0000-0000-0000-000000000000.!!!!"
            })
    void whatWeNeverWroteIsNoToken(String cookie) {
        assertEquals(Optional.empty(), SignInToken.parse(cookie));
    }
}
