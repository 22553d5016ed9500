package dev.gatehouse.web.leases.control;

import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.sessions.AgentState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which modes a lease could add: those the host runs. No lease exceeds the host. */
@ApplicationScoped
public class AskableModes {

    @Inject
    private AgentState agent;

    /** None while the agent cannot be reached. */
    public List<PermissionMode> of() {
        Optional<AgentStatus> status = agent.status();
        if (status.isEmpty()) {
            return List.of();
        }
        return Stream.of(PermissionMode.values())
                .filter(mode -> runs(mode, status.get()))
                .toList();
    }

    /** @throws GatehouseException {@code INVALID_VALUE} with what is in the way, {@code AGENT_UNREACHABLE} */
    public void require(PermissionMode mode) {
        AgentStatus status = agent.require();
        if (!runs(mode, status)) {
            throw new GatehouseException(
                    ProblemCode.INVALID_VALUE,
                    status.bypassObstacle()
                            .filter(why -> mode == PermissionMode.BYPASS_PERMISSIONS)
                            .orElse("The operator of this host does not allow this mode to anyone."));
        }
    }

    private static boolean runs(PermissionMode mode, AgentStatus status) {
        return status.ceiling().contains(mode)
                && (mode != PermissionMode.BYPASS_PERMISSIONS
                        || status.bypassObstacle().isEmpty());
    }
}
