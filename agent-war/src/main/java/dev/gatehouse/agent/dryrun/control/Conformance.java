package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.installation.AcceptedVersions;
import dev.gatehouse.agent.installation.ClaudeInstallation;
import dev.gatehouse.contract.ConformanceAcceptance;
import dev.gatehouse.contract.ConformanceStatus;
import dev.gatehouse.contract.ConformanceStatus.Phase;
import dev.gatehouse.contract.ConformanceTable;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What the modes do on the installed CLI, measured on demand, and whether that is what an administrator has accepted.
 */
@ApplicationScoped
public class Conformance {

    private static final System.Logger LOG = System.getLogger(Conformance.class.getName());

    private final Rehearsals rehearsals;
    private final Measurement measurement;
    private final ClaudeInstallation installation;
    private final MeasuredTables measured;
    private final AcceptedVersions accepted;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("conformance").factory());

    private boolean running;
    private int done;
    private int total;
    private Optional<String> failure = Optional.empty();

    /** For the container's proxy only. */
    protected Conformance() {
        this.rehearsals = null;
        this.measurement = null;
        this.installation = null;
        this.measured = null;
        this.accepted = null;
    }

    @Inject
    public Conformance(
            AgentConfig config, Rehearsals rehearsals, Measurement measurement, ClaudeInstallation installation) {
        this.rehearsals = rehearsals;
        this.measurement = measurement;
        this.installation = installation;
        this.measured = new MeasuredTables(config.data());
        this.accepted = new AcceptedVersions(config.data());
    }

    /** Starts a run, unless one is under way. @throws GatehouseException if none is possible here */
    public synchronized void start() {
        rehearsals.problem().ifPresent(problem -> {
            throw new GatehouseException(problem);
        });
        installation.requireAnyVersion();
        if (running) {
            return;
        }
        total = measurement.total();
        done = 0;
        running = true;
        failure = Optional.empty();
        executor.execute(this::run);
    }

    private void run() {
        Optional<String> failed = Optional.empty();
        try {
            String version = installation.look().version().orElse("unknown");
            measured.store(measurement.run(version, this::progress));
        } catch (GatehouseException e) {
            failed = Optional.of(e.problem().detail());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the conformance table cannot be measured", e);
            failed = Optional.of("Measuring failed; the agent's log says why.");
        } finally {
            ended(failed);
        }
    }

    private synchronized void progress(int cells) {
        done = cells;
    }

    private synchronized void ended(Optional<String> failed) {
        running = false;
        failure = failed;
    }

    public synchronized ConformanceStatus status() {
        var finding = installation.look();
        Optional<ConformanceTable> table = finding.version().flatMap(measured::table);
        Optional<ConformanceTable> compared = finding.version()
                .flatMap(this::acceptedTable)
                .or(accepted::newest)
                .or(() -> Optional.of(Reference.table()));
        return new ConformanceStatus(
                finding.version(),
                phase(),
                done,
                total,
                failure.or(() -> rehearsals.problem().map(problem -> problem.detail())),
                table,
                compared,
                table.map(found -> Differences.between(compared.get(), found)).orElse(List.of()),
                finding.problem().isEmpty());
    }

    private Phase phase() {
        if (running) {
            return Phase.RUNNING;
        }
        if (rehearsals.problem().isPresent()) {
            return Phase.UNAVAILABLE;
        }
        return failure.isPresent() ? Phase.FAILED : Phase.IDLE;
    }

    private Optional<ConformanceTable> acceptedTable(String version) {
        return accepted.table(version)
                .or(() -> Optional.of(Reference.table())
                        .filter(reference -> reference.cliVersion().equals(version)));
    }

    /** @throws GatehouseException CONFLICT if that table is not the measured one any more */
    public synchronized void accept(ConformanceAcceptance acceptance) {
        ConformanceTable table = measured.table(acceptance.cliVersion())
                .filter(found -> found.digest().equals(acceptance.digest()))
                .orElseThrow(() -> new GatehouseException(
                        ProblemCode.CONFLICT, "Another table has been measured since. Look at it before you accept."));
        accepted.accept(table);
        installation.lookAgain();
        LOG.log(System.Logger.Level.INFO, "Claude Code {0} was accepted for workers", table.cliVersion());
    }

    @PreDestroy
    void stop() {
        executor.shutdownNow();
    }
}
