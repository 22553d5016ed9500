package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.configuration.UidRange;
import dev.gatehouse.agent.dryrun.control.DryRuns;
import dev.gatehouse.agent.dryrun.control.Rehearsals;
import dev.gatehouse.agent.dryrun.control.Turnstile;
import dev.gatehouse.agent.installation.ClaudeInstallation;
import dev.gatehouse.agent.isolation.BubblewrapChoice;
import dev.gatehouse.agent.isolation.IsolationChoice;
import dev.gatehouse.agent.isolation.WorkerIsolation;
import dev.gatehouse.agent.model.ModelAccess;
import dev.gatehouse.agent.model.ModelAccessBean;
import dev.gatehouse.agent.workspaces.InstructionFiles;
import dev.gatehouse.agent.workspaces.Transcripts;
import dev.gatehouse.agent.workspaces.Workspaces;
import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.launcher.ClaudeInstall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The agent's sessions outside a container: the real CLI, the scripted model, the real isolation of this host. */
final class RealAgent implements AutoCloseable {

    final Sessions sessions;
    final Commands commands;
    final Workspaces workspaces;
    final DryRuns dryRuns;
    final Path data;

    private final ModelAccessBean model = new ModelAccessBean(ModelAccess.of(
            new ModelAccess.Settings("true", Optional.empty(), Optional.empty(), Optional.empty(), "default")));

    /**
     * @param executable what is started in place of the CLI, or the CLI
     * @param startDeadline how long the CLI may take to answer its first request
     */
    record Setup(Path executable, int host, int perPerson, Duration idle, Clock clock, Duration startDeadline) {

        static Setup real() {
            return new Setup(
                    ClaudeInstall.pinned(), 10, 3, Duration.ofMinutes(30), Clock.systemUTC(), Duration.ofSeconds(60));
        }

        Setup executable(Path other) {
            return new Setup(other, host, perPerson, idle, clock, startDeadline);
        }

        Setup limits(int onHost, int ofOne) {
            return new Setup(executable, onHost, ofOne, idle, clock, startDeadline);
        }

        Setup idle(Duration other) {
            return new Setup(executable, host, perPerson, other, clock, startDeadline);
        }

        Setup clock(Clock other) {
            return new Setup(executable, host, perPerson, idle, other, startDeadline);
        }

        Setup startDeadline(Duration other) {
            return new Setup(executable, host, perPerson, idle, clock, other);
        }
    }

    RealAgent() {
        this(Setup.real());
    }

    RealAgent(Setup setup) {
        this(setup, newDataDirectory());
    }

    /** @param data of this agent, or of one that was closed before */
    RealAgent(Setup setup, Path data) {
        this.data = data;
        AgentConfig config = new AgentConfig(
                data,
                new AgentConfig.Claude(
                        setup.executable().toString(), ClaudeInstall.pinnedVersion(), false, Duration.ofSeconds(4)),
                new AgentConfig.Modes(EnumSet.allOf(PermissionMode.class), true),
                new AgentConfig.Workers(setup.host(), setup.perPerson(), setup.idle()),
                new AgentConfig.Isolation(uidsOf(data), false),
                new AgentConfig.Keys(Optional.empty(), Optional.of("unused")),
                1 << 20);
        WorkerIsolation isolation = new IsolationChoice().workerIsolation(config);
        workspaces = new Workspaces(config, isolation);
        ClaudeInstallation installation = new ClaudeInstallation(config, isolation);
        Rehearsals rehearsals =
                new Rehearsals(config, installation, isolation, new BubblewrapChoice().bubblewrap(config));
        dryRuns = new DryRuns(rehearsals, new Turnstile(), workspaces, installation);
        ClaudeWorkers workers = new ClaudeWorkers(
                () -> {
                    ClaudeWorker worker = new ClaudeWorker(
                            config, installation, isolation, workspaces, new InstructionFiles(config), model);
                    worker.startDeadline(setup.startDeadline());
                    return worker;
                },
                worker -> {});
        sessions =
                new Sessions(config, isolation, model, workers, new Transcripts(workspaces, isolation), setup.clock());
        commands = new Commands(sessions);
        sessions.open();
        sessions.recover(null);
    }

    boolean ownUsers() {
        return workspaces.of(UUID.randomUUID()).uid().isPresent();
    }

    private static Path newDataDirectory() {
        try {
            Path data = Files.createTempDirectory(
                    "gatehouse-agent",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Agents that run side by side must not share uids: each ends the processes of its own. */
    private static UidRange uidsOf(Path data) {
        int first = 400_000 + Math.floorMod(data.toString().hashCode(), 100_000) * 100;
        return new UidRange(first, first + 99);
    }

    static ModeGrant grant(PermissionMode initial) {
        return grant(initial, Rules.NONE);
    }

    static ModeGrant grant(PermissionMode initial, Rules rules) {
        return new ModeGrant(
                EnumSet.allOf(PermissionMode.class),
                initial,
                PermissionMode.DEFAULT,
                rules,
                Limits.AS_SHIPPED,
                List.of(),
                1,
                Optional.empty());
    }

    Conversation conversation(PermissionMode mode) {
        return conversation(grant(mode));
    }

    Conversation conversation(ModeGrant grant) {
        return conversation(UUID.randomUUID(), grant);
    }

    Conversation conversation(UUID owner, ModeGrant grant) {
        AgentSession session = sessions.start(
                SessionId.random(), new AgentCommand.StartSession(grant, Optional.empty(), Optional.empty()), owner);
        return new Conversation(this, session, owner);
    }

    /** Live processes of the workers of this person, whatever they have become. */
    List<ProcessHandle> processes(Conversation conversation) {
        String workspace = conversation.owner.toString(); // a part of its HOME
        return ProcessHandle.allProcesses()
                .filter(process -> environment(process.pid()).contains(workspace))
                .toList();
    }

    private static String environment(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    @Override
    public void close() {
        sessions.close();
        model.close();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException left) {
            System.getLogger(RealAgent.class.getName()).log(System.Logger.Level.WARNING, "left behind: " + data, left);
        }
    }
}
