package dev.gatehouse.agent.permissions;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which tool a rule speaks of, to say which rule decided a call where the CLI only says that one did: it names bare ask
 * rules such as {@code Bash} and no others (2.1.330). Commands and paths are never matched here; but if just one rule
 * can have been it, it was.
 */
public final class RuleText {

    /** Rules of the tool on the right count for the one on the left too (PROTOCOL §5, DIFF §2 and §3). */
    private static final Map<String, List<String>> COVERED_BY = Map.of(
            "Write", List.of("Edit", "Read"),
            "Edit", List.of("Read"),
            "NotebookEdit", List.of("Edit", "Read"),
            "Bash", List.of("Edit", "Read"),
            "Monitor", List.of("Bash", "Edit", "Read"));

    private RuleText() {}

    /** @return the only rule that speaks of this tool; empty if there are several, or none */
    public static Optional<String> soleFor(String tool, List<String> rules) {
        List<String> candidates =
                rules.stream().filter(rule -> speaksOf(rule, tool)).toList();
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    public static boolean speaksOf(String rule, String tool) {
        String named = toolOf(rule);
        return named.equals("*")
                || named.equals(tool)
                || COVERED_BY.getOrDefault(tool, List.of()).contains(named)
                || (named.startsWith("mcp__") && tool.startsWith(named.replace("*", "")));
    }

    private static String toolOf(String rule) {
        int content = rule.indexOf('(');
        return content < 0 ? rule : rule.substring(0, content);
    }
}
