package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.contract.ConformanceTable;
import dev.gatehouse.contract.ConformanceTable.Row;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.contract.ToolCall;
import dev.gatehouse.contract.Verdict;
import dev.gatehouse.contract.Verdict.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/** Measures the conformance table: every operation in every mode, without rules, each mode granted alone. */
@ApplicationScoped
public class Measurement {

    /** It takes some 20 s on two idle cores. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    static final List<PermissionMode> MODES = List.of(PermissionMode.values());

    private final Rehearsals rehearsals;
    private final Turnstile turnstile;

    /** For the container's proxy only. */
    protected Measurement() {
        this(null, null);
    }

    @Inject
    public Measurement(Rehearsals rehearsals, Turnstile turnstile) {
        this.rehearsals = rehearsals;
        this.turnstile = turnstile;
    }

    /** How many cells there are. */
    int total() {
        try (ScratchSite scratch = rehearsals.scratch()) {
            return MODES.size() * Operations.in(scratch).size();
        }
    }

    /** @param progress is told how many cells are done */
    ConformanceTable run(String cliVersion, IntConsumer progress) {
        Deadline deadline = Deadline.in(PATIENCE);
        try (ScratchSite scratch = rehearsals.scratch()) {
            Map<String, ToolCall> operations = Operations.in(scratch);
            List<List<Verdict>> columns = new ArrayList<>();
            for (PermissionMode mode : MODES) {
                columns.add(turnstile.pass(() -> column(scratch, mode, List.copyOf(operations.values()), deadline)));
                progress.accept(columns.size() * operations.size());
            }
            List<Row> rows = new ArrayList<>();
            for (String operation : operations.keySet()) {
                int index = rows.size();
                List<Outcome> outcomes = columns.stream()
                        .map(column -> column.get(index).outcome())
                        .toList();
                rows.add(new Row(operation, outcomes));
            }
            return new ConformanceTable(cliVersion, Instant.now(), MODES, rows);
        }
    }

    private List<Verdict> column(ScratchSite scratch, PermissionMode mode, List<ToolCall> calls, Deadline deadline) {
        return new Judgement(() -> {
                    Rehearsal rehearsal = rehearsals.start(scratch.site(), mode, Set.of(mode), deadline);
                    rehearsal.apply(Rules.NONE);
                    return rehearsal;
                })
                .of(calls);
    }
}
