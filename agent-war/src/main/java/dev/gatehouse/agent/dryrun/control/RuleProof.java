package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.agent.claude.PermissionRule;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.Rules;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the CLI took up the rules it was given: a dry run under other rules would answer another question. */
final class RuleProof {

    private RuleProof() {}

    /** @throws GatehouseException POLICY_INVALID naming the rules that were not taken up as they were given */
    static void require(Rules given, List<PermissionRule> listed) {
        Set<String> missing = new TreeSet<>(
                Stream.of(named("deny", given.deny()), named("ask", given.ask()), named("allow", given.allow()))
                        .flatMap(each -> each)
                        .toList());
        missing.removeAll(inForce(listed));
        if (!missing.isEmpty()) {
            throw new GatehouseException(
                    ProblemCode.POLICY_INVALID,
                    "Claude Code does not take up these rules: " + String.join(", ", missing)
                            + ". No worker would start with them. Correct them first; in the mode auto it also gives up"
                            + " allow rules for programs that can run anything, like Bash(python3 *).");
        }
    }

    /** Rules that came from us, as {@code deny Bash(curl *)}. */
    static Set<String> inForce(List<PermissionRule> listed) {
        return listed.stream()
                .filter(rule -> rule.source().equals(PermissionRule.APPLIED))
                .map(rule -> rule.behavior() + " " + rule.rule())
                .collect(Collectors.toSet());
    }

    private static Stream<String> named(String list, List<String> rules) {
        return rules.stream().map(rule -> list + " " + rule);
    }
}
