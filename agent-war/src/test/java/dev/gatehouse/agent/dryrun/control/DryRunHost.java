package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.configuration.UidRange;
import dev.gatehouse.agent.installation.ClaudeInstallation;
import dev.gatehouse.agent.isolation.Bubblewrap;
import dev.gatehouse.agent.isolation.BubblewrapChoice;
import dev.gatehouse.agent.isolation.IsolationChoice;
import dev.gatehouse.agent.isolation.WorkerIsolation;
import dev.gatehouse.agent.workspaces.Workspace;
import dev.gatehouse.agent.workspaces.Workspaces;
import dev.gatehouse.contract.DryRunRequest;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.contract.ToolCall;
import dev.gatehouse.contract.Verdict;
import dev.gatehouse.launcher.ClaudeInstall;
import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Dry runs outside a container: the real CLI, the real bubblewrap and isolation of this host. */
final class DryRunHost implements AutoCloseable {

    final Path data;
    final AgentConfig config;
    final WorkerIsolation isolation;
    final Bubblewrap bubblewrap;
    final ClaudeInstallation installation;
    final Workspaces workspaces;
    final Rehearsals rehearsals;
    final Turnstile turnstile = new Turnstile();
    final DryRuns dryRuns;
    final UUID owner = UUID.randomUUID();

    DryRunHost() {
        this(ClaudeInstall.pinned());
    }

    /** @param executable in place of the CLI */
    DryRunHost(Path executable) {
        data = newDataDirectory();
        int first = 400_000 + Math.floorMod(data.toString().hashCode(), 100_000) * 100;
        config = new AgentConfig(
                data,
                new AgentConfig.Claude(
                        executable.toString(), ClaudeInstall.pinnedVersion(), false, Duration.ofSeconds(4)),
                new AgentConfig.Modes(EnumSet.allOf(PermissionMode.class), true),
                new AgentConfig.Workers(10, 3, Duration.ofMinutes(30)),
                new AgentConfig.Isolation(new UidRange(first, first + 99), false),
                new AgentConfig.Keys(Optional.empty(), Optional.of("unused")),
                1 << 20);
        isolation = new IsolationChoice().workerIsolation(config);
        bubblewrap = new BubblewrapChoice().bubblewrap(config);
        installation = new ClaudeInstallation(config, isolation);
        workspaces = new Workspaces(config, isolation);
        rehearsals = new Rehearsals(config, installation, isolation, bubblewrap);
        dryRuns = new DryRuns(rehearsals, turnstile, workspaces, installation);
    }

    private static Path newDataDirectory() {
        try {
            Path data = Files.createTempDirectory("gatehouse-agent");
            return Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Workspace workspace() {
        return workspaces.of(owner);
    }

    /** Writes a file as the owner would have. */
    Path file(String name, String content) {
        try {
            Path file = Files.writeString(workspace().project().resolve(name), content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Verdict> verdicts(PermissionMode mode, Rules rules, ToolCall... calls) {
        return run(mode, rules, false, calls);
    }

    List<Verdict> explained(PermissionMode mode, Rules rules, ToolCall... calls) {
        return run(mode, rules, true, calls);
    }

    private List<Verdict> run(PermissionMode mode, Rules rules, boolean explain, ToolCall... calls) {
        return dryRuns.run(new DryRunRequest(owner, mode, Set.of(), rules, List.of(calls), explain))
                .verdicts();
    }

    static ToolCall bash(String command) {
        return call("Bash", "command", command);
    }

    static ToolCall call(String tool, String... keysAndValues) {
        var input = Json.createObjectBuilder();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            input.add(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new ToolCall(tool, input.build());
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
