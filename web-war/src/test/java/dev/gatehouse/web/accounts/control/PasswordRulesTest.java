package dev.gatehouse.web.accounts.control;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.contract.GatehouseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    @Test
    void aSentenceIsAPassword() {
        assertDoesNotThrow(() -> PasswordRules.check("ada", "the engine weaves patterns"));
        assertDoesNotThrow(() -> PasswordRules.check("lovelace", "πλέκει η μηχανή μοτίβα"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short one", "aaaaaaaaaaaaaaaa", "my name is Lovelace"})
    void whatIsQuicklyGuessedIsRefused(String password) {
        assertThrows(GatehouseException.class, () -> PasswordRules.check("lovelace", password));
    }

    @Test
    void whatWouldOnlyCostWorkIsRefused() {
        assertThrows(GatehouseException.class, () -> PasswordRules.check("ada", "abcdefgh".repeat(26)));
        assertThrows(GatehouseException.class, () -> PasswordRules.check("ada", null));
    }
}
