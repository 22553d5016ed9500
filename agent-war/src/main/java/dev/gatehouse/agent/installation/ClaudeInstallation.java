package dev.gatehouse.agent.installation;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.isolation.WorkerIsolation;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The installed CLI as it was last seen; looked at again after a while, so that a mended installation is noticed. */
@ApplicationScoped
public class ClaudeInstallation {

    private static final Duration GOOD_FOR = Duration.ofMinutes(5);
    private static final Duration BAD_FOR = Duration.ofSeconds(5);

    private final InstallationCheck check;
    private Finding last;
    private Instant lookAgain = Instant.MIN;

    /**
     * @param executable real path, without links
     * @param version as the CLI says it
     * @param problem why workers cannot use it
     */
    public record Finding(Optional<Path> executable, Optional<String> version, Optional<Problem> problem) {}

    /** For the container's proxy only. */
    protected ClaudeInstallation() {
        this.check = null;
    }

    @Inject
    public ClaudeInstallation(AgentConfig config, WorkerIsolation isolation) {
        this.check = new InstallationCheck(config, isolation);
    }

    public synchronized Finding look() {
        Instant now = Instant.now();
        if (!now.isBefore(lookAgain)) {
            last = check.run();
            lookAgain = now.plus(last.problem().isPresent() ? BAD_FOR : GOOD_FOR);
        }
        return last;
    }

    /** After something that its usability depends on has changed. */
    public synchronized void lookAgain() {
        lookAgain = Instant.MIN;
    }

    /**
     * The executable, for starting a worker.
     *
     * @throws GatehouseException CLI_MISSING, CLI_WRONG_VERSION or CLI_FAILED if no worker can be started.
     */
    public Path require() {
        return requireUnless(Set.of());
    }

    /**
     * The executable, for finding out how it behaves; not for work.
     *
     * @throws GatehouseException CLI_MISSING or CLI_FAILED if there is none that starts.
     */
    public Path requireAnyVersion() {
        return requireUnless(Set.of(ProblemCode.CLI_WRONG_VERSION));
    }

    private Path requireUnless(Set<ProblemCode> tolerated) {
        Finding finding = look();
        if (finding.problem()
                .filter(problem -> !tolerated.contains(problem.code()))
                .isPresent()) {
            throw new GatehouseException(finding.problem().get());
        }
        return finding.executable().orElseThrow();
    }
}
