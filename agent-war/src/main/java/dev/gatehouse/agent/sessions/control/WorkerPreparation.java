package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.ClaudeEnvironment;
import dev.gatehouse.agent.claude.ClaudeLaunch;
import dev.gatehouse.agent.claude.ClaudeSettings;
import dev.gatehouse.agent.installation.ClaudeInstallation;
import dev.gatehouse.agent.isolation.Confinement;
import dev.gatehouse.agent.isolation.WorkerIsolation;
import dev.gatehouse.agent.model.ModelAccessBean;
import dev.gatehouse.agent.permissions.ModeGuard;
import dev.gatehouse.agent.workspaces.InstructionFiles;
import dev.gatehouse.agent.workspaces.Workspace;
import dev.gatehouse.agent.workspaces.Workspaces;
import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.PermissionMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts together what a worker is started with: the executable, its confinement, its mode, its environment. */
record WorkerPreparation(
        ClaudeInstallation installation,
        WorkerIsolation isolation,
        Workspaces workspaces,
        InstructionFiles instructions,
        ModelAccessBean model,
        ModeGuard guard) {

    /**
     * @param mode the mode it starts in, and why if it is not the wanted one
     * @param mayBypass whether it was given the flag without which it can never bypass
     * @param effective the modes its flags and settings were made for
     * @param token of its access to the model; to be revoked at its end
     */
    record Prepared(
            ClaudeLaunch launch,
            ModeGuard.Launch mode,
            boolean mayBypass,
            Set<PermissionMode> effective,
            Workspace workspace,
            String token,
            String version) {}

    /** @throws dev.gatehouse.contract.GatehouseException why no worker can be started */
    Prepared prepare(LaunchRequest request) {
        var executable = installation.require();
        String version = installation.look().version().orElse("unknown");
        ModeGuard.Launch mode = guard.launch(request.grant(), request.mode());
        boolean mayBypass = guard.mayBypass(request.grant());
        Set<PermissionMode> effective = guard.effective(request.grant());
        Workspace workspace = workspaces.of(request.owner());
        Confinement confinement = isolation.confine(workspace.uid());
        String token = model.issue(request.session().toString());
        ClaudeLaunch launch = new ClaudeLaunch(
                executable,
                confinement.prefix(),
                workspace.project(),
                environment(workspace, confinement, token),
                mode.mode(),
                mayBypass,
                modelOf(request).filter(name -> !name.equals("default")),
                ClaudeSettings.fixed(effective.contains(PermissionMode.AUTO), mayBypass),
                request.resume()
                        ? new ClaudeLaunch.Start.Resume(request.transcript())
                        : new ClaudeLaunch.Start.New(request.transcript()),
                instructions.systemPrompt(request.owner()));
        return new Prepared(launch, mode, mayBypass, effective, workspace, token, version);
    }

    /** Left to itself the CLI would take a model of its own choice, also one that nobody granted. */
    private Optional<String> modelOf(LaunchRequest request) {
        List<String> granted = request.grant().models();
        return request.model()
                .or(() -> model.models().stream()
                        .map(AgentStatus.Model::name)
                        .filter(name -> granted.isEmpty() || granted.contains(name))
                        .findFirst());
    }

    /** The whole of it: nothing is inherited. */
    private Map<String, String> environment(Workspace workspace, Confinement confinement, String token) {
        Map<String, String> environment =
                ClaudeEnvironment.complete(workspace.config(), workspace.home(), workspace.tmp());
        environment.putAll(confinement.environment());
        environment.putAll(model.environment(token));
        return environment;
    }
}
