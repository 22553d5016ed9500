package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rules as one begins to write them, and lists of rules with one more or less. */
public final class RuleForms {

    /** The forms that were measured to work (PROTOCOL, section 5; DIFF, sections 2 and 3). */
    private static final List<String> FORMS = List.of(
            "Bash",
            "Bash(git push *)",
            "Bash(npm run *)",
            "Bash(curl *)",
            "Read",
            "Read(./.env)",
            "Edit",
            "Edit(./src/**)",
            "Edit(//etc/**)",
            "Write",
            "WebFetch",
            "WebFetch(domain:example.org)",
            "WebSearch",
            "Task",
            "Monitor",
            "Workflow",
            "mcp__server__tool");

    private RuleForms() {}

    /** Those that begin with or contain what was typed. */
    public static List<String> matching(String typed) {
        String wanted = typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT);
        return FORMS.stream()
                .filter(form -> form.toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
    }

    /** @param list deny, ask or allow */
    public static Rules with(Rules rules, String list, String rule) {
        return new Rules(
                with(rules.deny(), list.equals("deny"), rule),
                with(rules.ask(), list.equals("ask"), rule),
                with(rules.allow(), list.equals("allow"), rule));
    }

    /** @param list deny, ask or allow */
    public static Rules without(Rules rules, String list, String rule) {
        return new Rules(
                without(rules.deny(), list.equals("deny"), rule),
                without(rules.ask(), list.equals("ask"), rule),
                without(rules.allow(), list.equals("allow"), rule));
    }

    private static List<String> with(List<String> rules, boolean here, String rule) {
        List<String> changed = new ArrayList<>(rules);
        if (here && !changed.contains(rule)) {
            changed.add(rule);
        }
        return changed;
    }

    private static List<String> without(List<String> rules, boolean here, String rule) {
        return rules.stream().filter(each -> !here || !each.equals(rule)).toList();
    }
}
