package dev.gatehouse.contract;

import java.util.List;
import java.util.Optional;

/**
 * What is wrong with rules; nothing, if there are no findings.
 *
 * @param cliVersion of the Claude Code that was asked
 */
public record RuleCheckReport(String cliVersion, List<Finding> findings) {

    public RuleCheckReport {
        findings = List.copyOf(findings);
    }

    /**
     * @param list which of the lists of {@link Rules}
     * @param index place in it
     * @param message for a person: what is wrong and what to write instead
     * @param suggestion the rule that was probably meant
     */
    public record Finding(
            RuleList list, int index, String rule, Kind kind, String message, Optional<String> suggestion) {}

    public enum RuleList implements WireName {
        DENY("deny"),
        ASK("ask"),
        ALLOW("allow");

        private final String wireName;

        RuleList(String wireName) {
            this.wireName = wireName;
        }

        @Override
        public String wireName() {
            return wireName;
        }
    }

    public enum Kind {
        /** A worker with it would not start: the CLI drops it, or takes it for another. */
        NOT_UNDERSTOOD,
        /** Taken up, and without any effect. */
        NEVER_MATCHES,
        WARNING
    }
}
