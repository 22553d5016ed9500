package dev.gatehouse.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.contract.ContractJson.MalformedException;
import org.junit.jupiter.api.Test;

class JsonNestingTest {

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
    }

    @Test
    void theDeepestAllowedIsRead() {
        String json = nested(JsonNesting.DEEPEST);
        assertEquals(json, ContractJson.parse(json).toString());
    }

    @Test
    void oneDeeperIsRefusedAsMalformed() {
        assertThrows(MalformedException.class, () -> ContractJson.parse(nested(JsonNesting.DEEPEST + 1)));
    }

    @Test
    void aMillionBracketsCostNoStack() {
        for (String start : new String[] {"[", "{\"a\":", "[{\"a\":"}) {
            assertThrows(MalformedException.class, () -> ContractJson.parse(start.repeat(1_000_000)));
        }
    }

    @Test
    void bracketsInTextsDoNotCount() {
        String text = "{\"a\":\"\\\"" + "[{".repeat(JsonNesting.DEEPEST) + "\\\\\"}";
        assertEquals(text, ContractJson.parse(text).toString());
    }

    @Test
    void oneAfterTheOtherIsNotDeep() {
        String text = "{\"a\":[" + "[],".repeat(10 * JsonNesting.DEEPEST) + "[]]}";
        assertEquals(text, ContractJson.parse(text).toString());
    }
}
