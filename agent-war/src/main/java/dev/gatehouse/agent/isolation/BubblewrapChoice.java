package dev.gatehouse.agent.isolation;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds bubblewrap and tries it out, with an ordinary user inside, before anyone relies on it. */
@ApplicationScoped
public class BubblewrapChoice {

    private static final System.Logger LOG = System.getLogger(BubblewrapChoice.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NEEDED =
            " Dry runs, and with them Try it, the rule checks and the conformance table, are not available. Install the"
                    + " package bubblewrap; in a container it also needs the capability SYS_ADMIN or user namespaces.";

    @Produces
    @Singleton
    public Bubblewrap bubblewrap(AgentConfig config) {
        return choose(config, IsolationChoice.runsAsRoot(), Programs.find("bwrap"), Setpriv.find());
    }

    /** At the start, so that what is not possible here is in the log before anyone asks for it. */
    void tryOut(@Observes @Initialized(ApplicationScoped.class) Object start, Bubblewrap bubblewrap) {
        bubblewrap
                .problem()
                .ifPresentOrElse(
                        problem -> LOG.log(System.Logger.Level.WARNING, problem.detail()),
                        () -> LOG.log(System.Logger.Level.INFO, "dry runs are kept apart by bubblewrap"));
    }

    static Bubblewrap choose(AgentConfig config, boolean root, Optional<Path> program, Optional<Setpriv> setpriv) {
        if (program.isEmpty()) {
            return unavailable("There is no bubblewrap (bwrap) on this host.");
        }
        if (root && setpriv.isEmpty()) {
            return unavailable("The agent runs as root and there is no setpriv (util-linux) to drop to another user.");
        }
        Bubblewrap candidate = new Bubblewrap(program.get(), Optional.empty());
        List<String> prefix =
                new ArrayList<>(candidate.prefix(new Bubblewrap.View(Path.of("/tmp"), List.of(), List.of(), Map.of())));
        if (root) {
            prefix.addAll(setpriv.orElseThrow().asUser(config.isolation().uids().last()));
        }
        try {
            // the process of the trial sees itself and bwrap alone, and an ordinary user's id
            Outcome outcome = Outcome.of(prefix, List.of("sh", "-c", "id -u; ls -d /proc/[0-9]* | wc -l"), PATIENCE);
            return outcome.ok() && ordinaryUserAlone(outcome.output())
                    ? candidate
                    : unavailable("bubblewrap does not work on this host: its trial ended with " + outcome.status()
                            + ": " + outcome.output() + ".");
        } catch (IOException e) {
            return unavailable("bubblewrap cannot be started: " + e.getMessage() + ".");
        }
    }

    private static boolean ordinaryUserAlone(String output) {
        String[] lines = output.split("\\s+");
        return lines.length == 2 && lines[0].matches("[1-9]\\d*") && lines[1].matches("\\d");
    }

    private static Bubblewrap unavailable(String why) {
        Problem problem = new Problem(ProblemCode.DRY_RUN_UNAVAILABLE, why + NEEDED);
        return new Bubblewrap(Path.of("bwrap"), Optional.of(problem));
    }
}
