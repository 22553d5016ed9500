package dev.gatehouse.web.accounts.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsernameTest {

    @Test
    void caseAndCompatibilityFormsFoldToOneName() {
        assertEquals("ada", Username.of(" Ada ").value());
        assertEquals("ada", Username.of("\uff21\uff24\uff21").value(), "fullwidth letters");
        assertEquals("istanbul", Username.of("ISTANBUL").value(), "whatever the server's language");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "ada.lovelace", "a", "7", "ada@example.org", "x_y-z"})
    void plainNamesAreTaken(String name) {
        assertEquals(name, Username.of(name).value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u0430dmin", // Cyrillic a
                "adm\u0131n", // dotless i
                "ada lovelace",
                "ada\u202e",
                "ada\u200b",
                ".ada",
                "ada.",
                "../ada",
                "ada/../x",
                "<ada>",
                "ada\u0000",
                "\u00e4da"
            })
    void whatCouldBeTakenForAnotherNameIsRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> Username.of(name));
    }

    @Test
    void lengthIsBounded() {
        assertEquals(64, Username.of("a".repeat(64)).value().length());
        assertThrows(IllegalArgumentException.class, () -> Username.of("a".repeat(65)));
        assertThrows(IllegalArgumentException.class, () -> Username.of(null));
    }
}
