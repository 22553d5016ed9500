package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.contract.ConformanceStatus.Difference;
import dev.gatehouse.contract.ConformanceTable;
import dev.gatehouse.contract.ConformanceTable.Row;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Verdict.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What two tables do not have in common. */
final class Differences {

    private Differences() {}

    static List<Difference> between(ConformanceTable accepted, ConformanceTable measured) {
        Set<String> operations = new LinkedHashSet<>();
        measured.rows().forEach(row -> operations.add(row.operation()));
        accepted.rows().forEach(row -> operations.add(row.operation()));
        Set<PermissionMode> modes = new LinkedHashSet<>(measured.modes());
        modes.addAll(accepted.modes());
        List<Difference> differences = new ArrayList<>();
        for (String operation : operations) {
            for (PermissionMode mode : modes) {
                Optional<Outcome> before = cell(accepted, operation, mode);
                Optional<Outcome> now = cell(measured, operation, mode);
                if (!before.equals(now)) {
                    differences.add(new Difference(operation, mode, before, now));
                }
            }
        }
        return differences;
    }

    private static Optional<Outcome> cell(ConformanceTable table, String operation, PermissionMode mode) {
        int column = table.modes().indexOf(mode);
        return table.rows().stream()
                .filter(row -> column >= 0 && row.operation().equals(operation))
                .map(Row::outcomes)
                .map(outcomes -> outcomes.get(column))
                .findFirst();
    }
}
