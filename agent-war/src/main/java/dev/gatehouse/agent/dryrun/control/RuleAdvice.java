package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.agent.claude.ClaudeLaunch;
import dev.gatehouse.contract.RuleCheckReport.Finding;
import dev.gatehouse.contract.RuleCheckReport.Kind;
import dev.gatehouse.contract.RuleCheckReport.RuleList;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules that the CLI takes up and that do not do what they look like (each measured on 2.1.330). */
final class RuleAdvice {

    private static final Pattern WITH_PATTERN = Pattern.compile("([A-Za-z0-9_-]+)\\((.*)\\)", Pattern.DOTALL);

    /** Patterns on paths belong to Edit and Read, which then hold for every tool that changes or reads files. */
    private static final Map<String, String> PATH_TOOLS = Map.of(
            "Write", "Edit",
            "MultiEdit", "Edit",
            "NotebookEdit", "Edit",
            "Grep", "Read",
            "Glob", "Read",
            "LS", "Read",
            "NotebookRead", "Read");

    private static final Set<String> PATH_RULES = Set.of("Edit", "Read");

    /** Names that are good in rules, whether or not a worker has the tool. */
    private static final Set<String> ALSO_KNOWN = Set.of("Agent", "Task", "Skill", "Bash", "SlashCommand", "*");

    private static final String MCP = "mcp__";

    private final Set<String> tools;

    /** @param tools of a worker of the installed version */
    RuleAdvice(Collection<String> tools) {
        this.tools = new TreeSet<>(tools);
        this.tools.addAll(ClaudeLaunch.ALWAYS_DISALLOWED);
        this.tools.addAll(ALSO_KNOWN);
    }

    Optional<Finding> on(RuleList list, int index, String rule) {
        Matcher parts = WITH_PATTERN.matcher(rule);
        if (!parts.matches()) {
            return known(rule)
                    ? Optional.empty()
                    : finding(list, index, rule, Kind.WARNING, unknown(rule), Optional.empty());
        }
        String tool = parts.group(1);
        String pattern = parts.group(2);
        if (PATH_TOOLS.containsKey(tool)) {
            String instead = PATH_TOOLS.get(tool) + "(" + pattern + ")";
            String message = tool + " takes no path, so this rule never matches. " + instead
                    + " holds for every tool that " + (instead.startsWith("Edit") ? "changes" : "reads") + " files.";
            return finding(list, index, rule, Kind.NEVER_MATCHES, message, Optional.of(instead));
        }
        if (PATH_RULES.contains(tool) && pattern.startsWith("/") && !pattern.startsWith("//")) {
            String message = "One slash at the beginning matches nothing here. Write " + tool + "(/" + pattern
                    + ") for a path from the root of the disk, or " + tool + "(" + pattern.substring(1)
                    + ") for one in the workspace.";
            return finding(list, index, rule, Kind.NEVER_MATCHES, message, Optional.of(tool + "(/" + pattern + ")"));
        }
        if (tool.equals("WebFetch") && !pattern.startsWith("domain:")) {
            String host = pattern.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
            String instead = "WebFetch(domain:" + host + ")";
            return finding(
                    list,
                    index,
                    rule,
                    Kind.NEVER_MATCHES,
                    "WebFetch is matched by domain alone. Write " + instead + ".",
                    Optional.of(instead));
        }
        return known(tool)
                ? Optional.empty()
                : finding(list, index, rule, Kind.WARNING, unknown(tool), Optional.empty());
    }

    private boolean known(String tool) {
        return tools.contains(tool) || tool.startsWith(MCP);
    }

    private static String unknown(String tool) {
        return "This version of Claude Code has no tool \"" + tool
                + "\". The rule waits for one of that name; check how" + " it is spelt.";
    }

    private static Optional<Finding> finding(
            RuleList list, int index, String rule, Kind kind, String message, Optional<String> instead) {
        return Optional.of(new Finding(list, index, rule, kind, message, instead));
    }
}
