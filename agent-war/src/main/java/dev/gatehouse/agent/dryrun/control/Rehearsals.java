package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.agent.claude.ClaudeEnvironment;
import dev.gatehouse.agent.claude.ClaudeLaunch;
import dev.gatehouse.agent.claude.ClaudeSettings;
import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.installation.ClaudeInstallation;
import dev.gatehouse.agent.isolation.Bubblewrap;
import dev.gatehouse.agent.isolation.Confinement;
import dev.gatehouse.agent.isolation.Strength;
import dev.gatehouse.agent.isolation.WorkerIsolation;
import dev.gatehouse.agent.model.CallingModel;
import dev.gatehouse.agent.model.ModelSocket;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Starts {@link Rehearsal}s: with the flags and settings of a worker, and with nothing that it could do harm to. */
@ApplicationScoped
public class Rehearsals {

    private static final Path SOCKET = Path.of("/run/gatehouse/model.sock");

    /** Given the command in place of a shell, it does nothing and says that all is well. */
    private static final Path NOTHING = Stream.of("/usr/bin/true", "/bin/true")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of("/bin/true"));

    private final AgentConfig config;
    private final ClaudeInstallation installation;
    private final WorkerIsolation isolation;
    private final Bubblewrap bubblewrap;

    /** For the container's proxy only. */
    protected Rehearsals() {
        this(null, null, null, null);
    }

    @Inject
    public Rehearsals(
            AgentConfig config, ClaudeInstallation installation, WorkerIsolation isolation, Bubblewrap bubblewrap) {
        this.config = config;
        this.installation = installation;
        this.isolation = isolation;
        this.bubblewrap = bubblewrap;
    }

    /** Why there can be none on this host, for an administrator to read. */
    Optional<Problem> problem() {
        return bubblewrap.problem();
    }

    ScratchSite scratch() {
        boolean ownUsers = isolation.strength() == Strength.OS_USER;
        return new ScratchSite(
                ownUsers ? OptionalInt.of(config.isolation().uids().last()) : OptionalInt.empty());
    }

    /**
     * @param allowed the modes of the grant; they are part of how a worker is started
     * @throws dev.gatehouse.contract.GatehouseException if this host cannot, or Claude Code does not start
     */
    Rehearsal start(Site site, PermissionMode mode, Set<PermissionMode> allowed, Deadline deadline) {
        Path executable = installation.requireAnyVersion();
        Confinement confinement = isolation.confine(site.uid());
        CallingModel model = new CallingModel();
        ModelSocket socket = new ModelSocket(model);
        boolean bypass = allowed.contains(PermissionMode.BYPASS_PERMISSIONS);
        ClaudeLaunch launch;
        try {
            launch = new ClaudeLaunch(
                    executable,
                    prefix(executable, site, confinement, socket),
                    Path.of("/"),
                    environment(site, confinement, socket),
                    mode,
                    bypass,
                    Optional.empty(),
                    ClaudeSettings.fixed(allowed.contains(PermissionMode.AUTO), bypass),
                    new ClaudeLaunch.Start.New(UUID.randomUUID()),
                    Optional.empty());
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
        return new Rehearsal(launch, model, socket, site.project(), deadline);
    }

    private List<String> prefix(Path executable, Site site, Confinement confinement, ModelSocket socket) {
        List<Path> readOnly = new ArrayList<>(List.of(executable.getParent(), site.project(), site.home()));
        readOnly.addAll(site.others());
        List<String> prefix = new ArrayList<>(bubblewrap.prefix(new Bubblewrap.View(
                site.project(), readOnly, List.of(site.config(), site.tmp()), Map.of(SOCKET, socket.path()))));
        prefix.addAll(confinement.prefix());
        return prefix;
    }

    private static Map<String, String> environment(Site site, Confinement confinement, ModelSocket socket) {
        Map<String, String> environment = ClaudeEnvironment.complete(site.config(), site.home(), site.tmp());
        environment.putAll(confinement.environment());
        environment.putAll(socket.environment(SOCKET));
        environment.put("CLAUDE_CODE_SHELL_PREFIX", NOTHING.toString());
        return environment;
    }
}
