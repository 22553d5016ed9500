package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.configuration.UidRange;
import dev.gatehouse.agent.installation.ClaudeInstallation;
import dev.gatehouse.agent.isolation.IsolationChoice;
import dev.gatehouse.agent.isolation.WorkerIsolation;
import dev.gatehouse.agent.model.ModelAccess;
import dev.gatehouse.agent.model.ModelAccessBean;
import dev.gatehouse.agent.workspaces.InstructionFiles;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The agent's sessions outside a container: the real CLI, the scripted model, the real isolation of this host. */
final class RealAgent implements AutoCloseable {

    final Sessions sessions;
    final Commands commands;
    final Workspaces workspaces;
    final Path data;

    private final ModelAccessBean model = new ModelAccessBean(ModelAccess.of(
            new ModelAccess.Settings("true", Optional.empty(), Optional.empty(), Optional.empty(), "default")));

    RealAgent() {
        this(2, Duration.ofMinutes(30));
    }

    RealAgent(int perPerson, Duration idle) {
        try {
            data = Files.createTempDirectory(
                    "gatehouse-agent",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        AgentConfig config = new AgentConfig(
                data,
                new AgentConfig.Claude(
                        ClaudeInstall.pinned().toString(), ClaudeInstall.pinnedVersion(), false, Duration.ofSeconds(4)),
                new AgentConfig.Modes(EnumSet.allOf(PermissionMode.class), true),
                new AgentConfig.Workers(10, perPerson, idle),
                new AgentConfig.Isolation(new UidRange(300000, 300999), false),
                new AgentConfig.Keys(Optional.empty(), Optional.of("unused")),
                1 << 20);
        WorkerIsolation isolation = new IsolationChoice().workerIsolation(config);
        workspaces = new Workspaces(config, isolation);
        ClaudeInstallation installation = new ClaudeInstallation(config, isolation);
        ClaudeWorkers workers = new ClaudeWorkers(
                () -> new ClaudeWorker(
                        config, installation, isolation, workspaces, new InstructionFiles(config), model),
                worker -> {});
        sessions = new Sessions(config, isolation, model, workers);
        commands = new Commands(sessions);
        sessions.open();
        sessions.recover(null);
    }

    boolean ownUsers() {
        return workspaces.of(UUID.randomUUID()).uid().isPresent();
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
        UUID owner = UUID.randomUUID();
        AgentSession session = sessions.start(
                SessionId.random(), new AgentCommand.StartSession(grant, Optional.empty(), Optional.empty()), owner);
        return new Conversation(this, session, owner);
    }

    @Override
    public void close() {
        sessions.close();
        model.close();
    }
}
