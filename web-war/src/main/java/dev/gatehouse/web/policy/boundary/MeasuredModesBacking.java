package dev.gatehouse.web.policy.boundary;

import dev.gatehouse.contract.ConformanceStatus;
import dev.gatehouse.contract.ConformanceTable;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Verdict.Outcome;
import dev.gatehouse.web.security.control.Viewer;
import dev.gatehouse.web.sessions.AgentClient;
import dev.gatehouse.web.sessions.ModeText;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;

/** What each mode really does on the installed Claude Code, as it was measured there. */
@Named("measuredModes")
@RequestScoped
public class MeasuredModesBacking {

    @Inject
    private Viewer viewer;

    @Inject
    private AgentClient agent;

    private Optional<ConformanceTable> table;

    public record Cell(String text, String badge) {}

    public record Row(String operation, List<Cell> cells) {}

    /** Whether there is a table. */
    public boolean isPresent() {
        return table().isPresent();
    }

    /** Version and time. */
    public String getSource() {
        return table().map(each ->
                        "Claude Code " + each.cliVersion() + ", measured " + PolicyTexts.time(each.measuredAt()))
                .orElse("");
    }

    public List<String> getModes() {
        return table().map(each ->
                        each.modes().stream().map(MeasuredModesBacking::label).toList())
                .orElse(List.of());
    }

    public List<Row> getRows() {
        return table().map(each -> each.rows().stream()
                        .map(row -> new Row(
                                row.operation(),
                                row.outcomes().stream()
                                        .map(MeasuredModesBacking::cell)
                                        .toList()))
                        .toList())
                .orElse(List.of());
    }

    private Optional<ConformanceTable> table() {
        if (table == null) {
            viewer.requireAuditor();
            table = ask();
        }
        return table;
    }

    /** The accepted one is of the version before, where the installed one has not been measured. */
    private Optional<ConformanceTable> ask() {
        try {
            ConformanceStatus status = agent.conformance();
            return status.measured().or(status::accepted);
        } catch (GatehouseException e) {
            return Optional.empty();
        }
    }

    private static String label(PermissionMode mode) {
        return ModeText.of(mode).label();
    }

    private static Cell cell(Outcome outcome) {
        return switch (outcome) {
            case RUNS -> new Cell("runs", "badge badge-info");
            case ASKS -> new Cell("asks", "badge badge-warn");
            case DENIED -> new Cell("refused", "badge badge-ok");
            case DEPENDS -> new Cell("depends", "badge");
            case INVALID -> new Cell("not possible", "muted small");
        };
    }
}
