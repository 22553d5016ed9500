package dev.gatehouse.agent.permissions;

import dev.gatehouse.contract.Rules;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which ask rule made a call a question, where the CLI only says that one did: it names bare rules such as {@code Bash}
 * and no others (2.1.330). Commands and paths are never matched here; but if just one rule can have been it, it was.
 */
public final class AskRules {

    /** Rules of the tool on the right count for the one on the left too (PROTOCOL §5, DIFF §2). */
    private static final Map<String, String> COVERED_BY =
            Map.of("Write", "Edit", "NotebookEdit", "Edit", "Monitor", "Bash");

    private AskRules() {}

    /** @return the only rule that speaks of this tool; empty if there are several */
    public static Optional<String> soleFor(String tool, Rules inForce) {
        List<String> candidates = inForce.ask().stream()
                .filter(rule -> speaksOf(tool, toolOf(rule)))
                .toList();
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    private static boolean speaksOf(String tool, String ruleTool) {
        return ruleTool.equals("*")
                || ruleTool.equals(tool)
                || ruleTool.equals(COVERED_BY.get(tool))
                || (ruleTool.startsWith("mcp__") && tool.startsWith(ruleTool.replace("*", "")));
    }

    private static String toolOf(String rule) {
        int content = rule.indexOf('(');
        return content < 0 ? rule : rule.substring(0, content);
    }
}
