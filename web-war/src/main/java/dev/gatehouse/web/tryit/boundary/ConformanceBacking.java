package dev.gatehouse.web.tryit.boundary;

import dev.gatehouse.contract.ConformanceAcceptance;
import dev.gatehouse.contract.ConformanceStatus;
import dev.gatehouse.contract.ConformanceStatus.Difference;
import dev.gatehouse.contract.ConformanceStatus.Phase;
import dev.gatehouse.contract.ConformanceTable;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.web.acts.AdministrativeAct;
import dev.gatehouse.web.messages.PageMessages;
import dev.gatehouse.web.security.control.Viewer;
import dev.gatehouse.web.sessions.DryRunClient;
import dev.gatehouse.web.sessions.ModeText;
import dev.gatehouse.web.tryit.entity.Answer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What each mode does on the installed Claude Code. */
@Named("conformance")
@RequestScoped
public class ConformanceBacking {

    static final String STARTED = "conformance.measured";
    static final String ACCEPTED = "conformance.accepted";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    private static final int ALL = 100;

    @Inject
    private Viewer viewer;

    @Inject
    private DryRunClient agent;

    @Inject
    private Event<AdministrativeAct> acts;

    private ConformanceStatus status;
    private Problem problem;

    /** One operation with its answers, in the order of the modes. */
    public record Row(String operation, List<Cell> cells) {}

    /** @param changed whether it is not as accepted */
    public record Cell(String mode, Answer answer, boolean changed) {}

    /** A difference in words. */
    public record DifferenceRow(String operation, String mode, String before, String now) {}

    public void measure() {
        viewer.requireAdministrator();
        PageMessages.attempt(() -> {
            status = agent.measure();
            acts.fire(new AdministrativeAct(viewer.actor(), STARTED, version(), Map.of()));
        });
    }

    /** @param digest of the table that was on the page */
    public void accept(String digest) {
        viewer.requireAdministrator();
        if (PageMessages.attempt(() -> {
            status = agent.accept(new ConformanceAcceptance(version(), digest));
            acts.fire(new AdministrativeAct(viewer.actor(), ACCEPTED, version(), Map.of("digest", digest)));
        })) {
            PageMessages.done("Accepted. New workers use Claude Code " + version() + ".");
        }
    }

    public ConformanceStatus getStatus() {
        viewer.requireAuditor();
        if (status == null && problem == null) {
            try {
                status = agent.conformance();
            } catch (GatehouseException e) {
                problem = e.problem();
            }
        }
        return status;
    }

    /** Why nothing is known; null if something is. */
    public Problem getProblem() {
        getStatus();
        return problem;
    }

    public boolean isRunning() {
        return getStatus() != null && status.phase() == Phase.RUNNING;
    }

    public boolean isPossible() {
        return getStatus() != null && status.phase() != Phase.UNAVAILABLE && status.phase() != Phase.RUNNING;
    }

    public String getTrouble() {
        return getStatus() == null || isRunning() ? "" : status.detail().orElse("");
    }

    public int getPercent() {
        return getStatus() == null || status.total() == 0 ? 0 : status.done() * ALL / status.total();
    }

    private String version() {
        return getStatus() == null ? "" : status.cliVersion().orElse("unknown");
    }

    public String getVersion() {
        return version();
    }

    public boolean isInUse() {
        return getStatus() != null && status.inUse();
    }

    public boolean isMeasured() {
        return getStatus() != null && status.measured().isPresent();
    }

    public String getMeasuredAt() {
        return status.measured().map(table -> DATE.format(table.measuredAt())).orElse("");
    }

    public String getDigest() {
        return status.measured().map(ConformanceTable::digest).orElse("");
    }

    public String getComparedWith() {
        return status.accepted()
                .map(table -> "Claude Code " + table.cliVersion() + ", measured " + DATE.format(table.measuredAt()))
                .orElse("");
    }

    public List<String> getModes() {
        return table().modes().stream().map(mode -> ModeText.of(mode).label()).toList();
    }

    /** The measured table, or before that the accepted one. */
    private ConformanceTable table() {
        return status.measured().or(status::accepted).orElseThrow();
    }

    public boolean isTableThere() {
        return getStatus() != null && status.measured().or(status::accepted).isPresent();
    }

    public List<Row> getRows() {
        ConformanceTable table = table();
        return table.rows().stream().map(row -> row(table, row)).toList();
    }

    private Row row(ConformanceTable table, ConformanceTable.Row row) {
        return new Row(
                row.operation(),
                IntStream.range(0, table.modes().size())
                        .mapToObj(i -> new Cell(
                                ModeText.of(table.modes().get(i)).label(),
                                Answer.of(row.outcomes().get(i)),
                                status.differences().stream()
                                        .anyMatch(each -> each.operation().equals(row.operation())
                                                && each.mode() == table.modes().get(i))))
                        .toList());
    }

    public List<DifferenceRow> getDifferences() {
        return getStatus() == null
                ? List.of()
                : status.differences().stream().map(ConformanceBacking::row).toList();
    }

    private static DifferenceRow row(Difference difference) {
        return new DifferenceRow(
                difference.operation(),
                ModeText.of(difference.mode()).label(),
                difference.accepted().map(each -> Answer.of(each).getText()).orElse("not there"),
                difference.measured().map(each -> Answer.of(each).getText()).orElse("not there"));
    }
}
