package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.PermissionRule;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.Rules;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether the rules a worker lists are those it was given: malformed ones vanish silently (DIFF addendum). */
final class RuleProof {

    private RuleProof() {}

    /**
     * In {@code auto} the CLI sets allow rules aside that would let too much run there, such as {@code Bash(python3 *)}
     * (2.1.330); that they are missing lets nothing more run than was granted.
     *
     * @throws NotInForce if a rule is missing, or one is in force that was not given
     */
    static void require(Rules given, PermissionMode mode, List<PermissionRule> listed) {
        Set<String> expected = new HashSet<>();
        given.deny().forEach(rule -> expected.add("deny " + rule));
        given.ask().forEach(rule -> expected.add("ask " + rule));
        given.allow().forEach(rule -> expected.add("allow " + rule));
        Set<String> found = listed.stream()
                .filter(rule -> rule.source().equals(PermissionRule.APPLIED))
                .map(rule -> rule.behavior() + " " + rule.rule())
                .collect(Collectors.toSet());
        if (mode == PermissionMode.AUTO) {
            expected.removeIf(rule -> rule.startsWith("allow ") && !found.contains(rule));
        }
        if (!found.equals(expected)) {
            throw new NotInForce(expected, found);
        }
    }

    /** Claude Code would work under other rules than the granted ones. */
    static final class NotInForce extends GatehouseException {

        private static final long serialVersionUID = 1L;

        NotInForce(Set<String> given, Set<String> inForce) {
            super(ProblemCode.CLI_FAILED, text(given, inForce));
        }

        private static String text(Set<String> given, Set<String> inForce) {
            Set<String> missing = new TreeSet<>(given);
            missing.removeAll(inForce);
            Set<String> more = new TreeSet<>(inForce);
            more.removeAll(given);
            return "Claude Code does not understand the permission rules of this conversation, so it was not let to work."
                    + (missing.isEmpty() ? "" : " Not taken up: " + String.join(", ", missing) + ".")
                    + (more.isEmpty() ? "" : " In force without being granted: " + String.join(", ", more) + ".")
                    + " An administrator must correct them.";
        }
    }
}
