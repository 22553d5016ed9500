package dev.gatehouse.agent.isolation;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.configuration.UidRange;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Chooses the strongest isolation this host allows and tries it out before anyone relies on it. */
@ApplicationScoped
public class IsolationChoice {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Produces
    @Singleton
    public WorkerIsolation workerIsolation(AgentConfig config) {
        return choose(config, runsAsRoot(), Setpriv.find());
    }

    static WorkerIsolation choose(AgentConfig config, boolean root, Optional<Setpriv> setpriv) {
        WorkerMarks marks = new WorkerMarks(config.data());
        if (root) {
            UidRange uids = config.isolation().uids();
            Setpriv program = setpriv.orElse(new Setpriv(Path.of("setpriv")));
            return new OsUserIsolation(marks, program, uids, probe(program, uids.last()));
        }
        return new SharedUserIsolation(marks, setpriv, bypassObstacle(config), Optional.empty());
    }

    /** Claims nothing that was not seen to happen: the worker's uid is asked from a process that ran under it. */
    private static Optional<Problem> probe(Setpriv setpriv, int uid) {
        try {
            Outcome outcome = Outcome.of(setpriv.asUser(uid), List.of("id", "-u"), PATIENCE);
            if (outcome.ok() && outcome.output().equals(Integer.toString(uid))) {
                return Optional.empty();
            }
            return Optional.of(cannotDrop(uid, "the trial ended with " + outcome.status() + ": " + outcome.output()));
        } catch (IOException e) {
            return Optional.of(cannotDrop(uid, String.valueOf(e.getMessage())));
        }
    }

    private static Problem cannotDrop(int uid, String why) {
        return new Problem(
                ProblemCode.CLI_FAILED,
                "The agent runs as root and cannot start workers as user " + uid + ", and never starts one as root: "
                        + why + ". Install setpriv (util-linux) and give the agent the capabilities SETUID, SETGID and"
                        + " SETPCAP, or run the agent as an ordinary user.");
    }

    private static Optional<String> bypassObstacle(AgentConfig config) {
        return config.isolation().bypassNeedsOwnUser()
                ? Optional.of("On this host all workers run as one user, so nothing would keep what Claude does without"
                        + " asking away from other people's files. The operator can start the agent as root, so that"
                        + " everyone gets an OS user of their own, or lower gatehouse.isolation.required-for-bypass.")
                : Optional.empty();
    }

    static boolean runsAsRoot() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith("Uid:"))
                    .anyMatch(line -> line.split("\\s+")[2].equals("0"));
        } catch (IOException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }
}
