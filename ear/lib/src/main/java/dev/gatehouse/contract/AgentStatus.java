package dev.gatehouse.contract;

import dev.gatehouse.contract.AgentEvent.ModelAccess;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the agent can do here and now.
 *
 * @param node this agent's identity; a new one means its data are new
 * @param cliVersion of the installed Claude Code
 * @param cliProblem why workers cannot be started, for an administrator to read
 * @param ceiling the modes this host may run at all
 * @param isolation the strength in force: {@code os-user} or {@code none}
 * @param bypassObstacle why {@code bypassPermissions} cannot be used here, for the person to read
 * @param models model names that may be chosen; the first is the default
 */
public record AgentStatus(
        UUID node,
        Optional<String> cliVersion,
        Optional<Problem> cliProblem,
        ModelAccess modelAccess,
        Set<PermissionMode> ceiling,
        String isolation,
        Optional<String> bypassObstacle,
        List<Model> models,
        int liveWorkers,
        int maxLiveWorkers) {

    /**
     * @param name as {@code --model} takes it
     * @param label for people
     */
    public record Model(String name, String label) {}
}
