package dev.gatehouse.agent.installation;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.installation.ClaudeInstallation.Finding;
import dev.gatehouse.agent.isolation.Outcome;
import dev.gatehouse.agent.isolation.Strength;
import dev.gatehouse.agent.isolation.WorkerIsolation;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Asks the CLI for its version the way a worker would be started: found, reachable, runnable, and of which version. */
final class InstallationCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+\\.\\d+\\S*) \\(Claude Code\\)");

    private final AgentConfig config;
    private final WorkerIsolation isolation;
    private final AcceptedVersions accepted;

    InstallationCheck(AgentConfig config, WorkerIsolation isolation) {
        this.config = config;
        this.isolation = isolation;
        this.accepted = new AcceptedVersions(config.data());
    }

    Finding run() {
        if (isolation.problem().isPresent()) {
            return new Finding(Optional.empty(), Optional.empty(), isolation.problem());
        }
        Optional<Path> found = find(config.claude().executable());
        if (found.isEmpty()) {
            return bad(
                    found,
                    ProblemCode.CLI_MISSING,
                    "Claude Code is not at " + config.claude().executable()
                            + ". Install @anthropic-ai/claude-code@"
                            + config.claude().version() + " or set gatehouse.claude.executable.");
        }
        return reachable(found.get())
                .map(problem -> bad(found, problem.code(), problem.detail()))
                .orElseGet(() -> ask(found));
    }

    private Finding ask(Optional<Path> found) {
        String program = found.orElseThrow().toString();
        try {
            Outcome outcome = isolation.tryOut(List.of(program, "--version"), PATIENCE);
            Matcher version = VERSION.matcher(outcome.output());
            if (!outcome.ok() || !version.matches()) {
                return bad(
                        found,
                        ProblemCode.CLI_FAILED,
                        program + " --version ended with " + outcome.status() + ": " + outcome.output());
            }
            return judge(found, version.group(1));
        } catch (IOException e) {
            return bad(found, ProblemCode.CLI_FAILED, program + " cannot be started: " + e.getMessage());
        }
    }

    private Finding judge(Optional<Path> found, String version) {
        String wanted = config.claude().version();
        if (version.equals(wanted) || config.claude().acceptAnyVersion() || accepted.contains(version)) {
            return new Finding(found, Optional.of(version), Optional.empty());
        }
        Problem problem = new Problem(
                ProblemCode.CLI_WRONG_VERSION,
                "Claude Code " + version + " is installed, this Gatehouse was measured with " + wanted
                        + ". An administrator can have it measured and accept it on the page Conformance; or the operator"
                        + " installs " + wanted
                        + ", or sets gatehouse.claude.accept-any-version=true at their own risk.");
        return new Finding(found, Optional.of(version), Optional.of(problem));
    }

    /** Asked of the kernel as a worker; only the message is worked out from permission bits. */
    private Optional<Problem> reachable(Path executable) {
        if (isolation.strength() == Strength.NONE) {
            return Optional.empty();
        }
        for (Path path : List.of(executable, config.data())) {
            try {
                if (!isolation
                        .tryOut(List.of("test", "-x", path.toString()), PATIENCE)
                        .ok()) {
                    return Optional.of(new Problem(
                            ProblemCode.CLI_FAILED,
                            "Workers run as OS users of their own and cannot reach " + path + ". The operator must run:"
                                    + " chmod o+x " + Reach.firstClosed(path)));
                }
            } catch (IOException e) {
                return Optional.of(
                        new Problem(ProblemCode.CLI_FAILED, "A trial as a worker failed: " + e.getMessage()));
            }
        }
        return Optional.empty();
    }

    private static Finding bad(Optional<Path> found, ProblemCode code, String detail) {
        return new Finding(found, Optional.empty(), Optional.of(new Problem(code, detail)));
    }

    private static Optional<Path> find(String executable) {
        Stream<Path> candidates = executable.contains(File.separator)
                ? Stream.of(Path.of(executable))
                : Stream.of(Optional.ofNullable(System.getenv("PATH"))
                                .orElse("")
                                .split(File.pathSeparator))
                        .filter(directory -> !directory.isEmpty())
                        .map(directory -> Path.of(directory, executable));
        return candidates
                .filter(Files::isRegularFile)
                .map(InstallationCheck::real)
                .findFirst();
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath();
        }
    }
}
