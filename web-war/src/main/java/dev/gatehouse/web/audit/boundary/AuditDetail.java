package dev.gatehouse.web.audit.boundary;

import dev.gatehouse.web.audit.chain.AuditContent;
import dev.gatehouse.web.audit.chain.AuditFacts;
import dev.gatehouse.web.audit.chain.AuditRow;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One row with all that is known of it.
 *
 * @param json content as ASCII JSON for the page's script; empty text if there is none
 * @param input content of the row in which the call or question began; empty text if there is none
 */
public record AuditDetail(AuditLine line, List<Fact> facts, String json, String input) implements Serializable {

    public record Fact(String name, String value) implements Serializable {}

    static AuditDetail of(AuditRow row, Optional<AuditRow> beginning, Map<String, String> names) {
        AuditFacts facts = row.facts();
        AuditLine line = AuditLine.of(row, names);
        var list = new ArrayList<Fact>();
        add(list, "Row", row.number());
        add(list, "Time (UTC)", line.time());
        add(list, "Recorded (UTC)", AuditLine.time(row.recordedAt()));
        add(list, "Person", line.person());
        add(list, "By", line.by());
        add(list, "Tool", line.tool());
        add(list, "Mode", line.mode());
        add(list, "Outcome", line.outcome());
        add(list, "Decided by", line.step());
        add(list, "Rule", line.rule());
        add(list, "Took", line.took());
        add(list, "Policy version", facts.policyVersion());
        add(list, "Conversation", Visible.line(facts.session()));
        add(list, "Reference", Visible.line(facts.ref()));
        add(list, "Not kept", Visible.line(facts.withheld()));
        add(list, "Seal", row.mac());
        return new AuditDetail(
                line,
                List.copyOf(list),
                json(row),
                beginning.map(AuditDetail::json).orElse(""));
    }

    private static String json(AuditRow row) {
        return row.content().map(AuditContent::detail).map(Visible::ascii).orElse("");
    }

    private static void add(List<Fact> facts, String name, Object value) {
        if (value != null && !value.toString().isEmpty()) {
            facts.add(new Fact(name, value.toString()));
        }
    }
}
