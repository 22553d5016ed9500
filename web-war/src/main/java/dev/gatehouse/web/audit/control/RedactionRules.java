package dev.gatehouse.web.audit.control;

import dev.gatehouse.web.audit.chain.AuditDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which inputs are not to be kept: lines of {@code tool:regular expression}, {@code *} for every tool. A rule that
 * finds its expression in the summary or the detail keeps both out of the audit; that there was such a call stays in
 * it.
 */
public record RedactionRules(List<Rule> rules) {

    /** More would be searched for in every single call. */
    static final int MOST = 50;

    record Rule(String tool, Pattern expression) {

        boolean matches(String name, String text) {
            return (tool.equals("*") || tool.equals(name))
                    && expression.matcher(text).find();
        }

        String description() {
            return "rule " + tool + ":" + expression.pattern();
        }
    }

    /** @throws IllegalArgumentException naming the line. */
    public static RedactionRules parse(String text) {
        var rules = new ArrayList<Rule>();
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        for (int i = 0; i < lines.size(); i++) {
            int colon = lines.get(i).indexOf(':');
            if (colon < 1 || i >= MOST) {
                throw new IllegalArgumentException("line " + (i + 1) + " is not tool:expression, or too many");
            }
            try {
                rules.add(new Rule(
                        lines.get(i).substring(0, colon),
                        Pattern.compile(lines.get(i).substring(colon + 1))));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("line " + (i + 1) + " is no regular expression", e);
            }
        }
        return new RedactionRules(List.copyOf(rules));
    }

    /** The description of the first rule that matches. */
    Optional<String> match(String tool, String summary, String detail) {
        String text = (summary == null ? "" : summary + "\n") + (detail == null ? "" : detail);
        return rules.stream()
                .filter(rule -> rule.matches(tool == null ? "" : tool, text))
                .map(Rule::description)
                .findFirst();
    }

    AuditDraft apply(AuditDraft draft) {
        if (!draft.kind().holdsInput() || draft.detail().isEmpty()) {
            return draft;
        }
        return match(draft.tool(), draft.summary().orElse(null), draft.detail().get())
                .map(draft::withheld)
                .orElse(draft);
    }
}
