package dev.gatehouse.contract;

/** Rules to be tried on the installed CLI, of {@code POST /rule-checks}. */
public record RuleCheck(Rules rules) {

    public static final int MAX_RULES = 2_000;

    public RuleCheck {
        if (rules.deny().size() + rules.ask().size() + rules.allow().size() > MAX_RULES) {
            throw new IllegalArgumentException("at most " + MAX_RULES + " rules");
        }
    }
}
