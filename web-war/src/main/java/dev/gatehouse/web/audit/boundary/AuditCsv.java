package dev.gatehouse.web.audit.boundary;

import dev.gatehouse.web.audit.chain.AuditContent;
import dev.gatehouse.web.audit.chain.AuditFacts;
import dev.gatehouse.web.audit.chain.AuditRow;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows as RFC 4180 has them, and so that a spreadsheet reads every cell as text and none as a formula. */
final class AuditCsv {

    static final String HEADER = Stream.of(
                    "number",
                    "time",
                    "recorded",
                    "what",
                    "session",
                    "event",
                    "owner",
                    "by",
                    "tool",
                    "reference",
                    "mode",
                    "outcome",
                    "step",
                    "rule",
                    "rule derived",
                    "policy version",
                    "milliseconds",
                    "withheld",
                    "summary",
                    "detail",
                    "commitment",
                    "mac")
            .collect(Collectors.joining(",", "", "\r\n"));

    /** By which spreadsheets know a formula (OWASP, CSV Injection). */
    private static final String FORMULA = "=+-@\t\r\n";

    private AuditCsv() {}

    /** @param names of accounts by id */
    static String line(AuditRow row, Map<String, String> names) {
        AuditFacts facts = row.facts();
        return Stream.of(
                        List.of(
                                row.number(),
                                facts.at(),
                                row.recordedAt(),
                                facts.kind().label())
                                .stream(),
                        Stream.of(
                                facts.session(),
                                facts.seq(),
                                name(facts.owner(), names),
                                name(facts.actor(), names),
                                facts.tool(),
                                facts.ref(),
                                facts.mode(),
                                facts.outcome(),
                                facts.step(),
                                facts.rule(),
                                facts.derived(),
                                facts.policyVersion(),
                                facts.latencyMillis(),
                                facts.withheld(),
                                row.content().map(AuditContent::summary).orElse(null),
                                row.content().map(AuditContent::detail).orElse(null),
                                row.commitment(),
                                row.mac()))
                .flatMap(cells -> cells)
                .map(value -> cell(Objects.toString(value, "")))
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    static String cell(String text) {
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    private static String name(String account, Map<String, String> names) {
        return account == null ? null : names.getOrDefault(account, account);
    }
}
