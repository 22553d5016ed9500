package dev.gatehouse.web.leases.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.contract.GatehouseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseBoundsTest {

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 31, Integer.MAX_VALUE})
    void minutesHaveBounds(int minutes) {
        assertThrows(GatehouseException.class, () -> LeaseBounds.minutes(minutes, 30));
    }

    @Test
    void boundsThemselvesAreFine() {
        assertEquals(1, LeaseBounds.minutes(1, 30));
        assertEquals(30, LeaseBounds.minutes(30, 30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "    ", "ok", " x   "})
    void aReasonSaysSomething(String text) {
        assertThrows(GatehouseException.class, () -> LeaseBounds.reason(text));
    }

    @Test
    void aReasonIsNoNovel() {
        assertThrows(GatehouseException.class, () -> LeaseBounds.reason("x".repeat(LeaseBounds.MAX_TEXT + 1)));
        assertEquals("release day", LeaseBounds.reason("  release day "));
        assertThrows(GatehouseException.class, () -> LeaseBounds.reason(null));
    }
}
