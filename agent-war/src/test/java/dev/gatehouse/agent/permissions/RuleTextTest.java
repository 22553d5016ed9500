package dev.gatehouse.agent.permissions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleTextTest {

    private static Optional<String> sole(String tool, String... rules) {
        return RuleText.soleFor(tool, List.of(rules));
    }

    @Test
    void theOnlyRuleOfAToolWasIt() {
        assertEquals(Optional.of("Bash(curl *)"), sole("Bash", "Bash(curl *)", "WebFetch"));
        assertEquals(Optional.of("Edit(sec/**)"), sole("Write", "Edit(sec/**)", "Bash"));
        assertEquals(Optional.of("mcp__files__*"), sole("mcp__files__read", "mcp__files__*"));
    }

    @Test
    void ofSeveralNoneIsNamed() {
        assertEquals(Optional.empty(), sole("Bash", "Bash(curl *)", "Bash(wget *)"));
        assertEquals(Optional.empty(), sole("Bash", "Bash(curl *)", "*"));
        assertEquals(Optional.empty(), sole("Read", "Bash(curl *)"));
    }
}
