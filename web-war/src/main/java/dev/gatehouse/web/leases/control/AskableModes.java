package dev.gatehouse.web.leases.control;

import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.configuration.ShippedSettings;
import dev.gatehouse.web.policy.control.Grants;
import dev.gatehouse.web.policy.entity.Decided;
import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.sessions.AgentState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which modes a lease could add: those that the host and the portal's configuration let run and the person may not use.
 * No lease exceeds either of them.
 */
@ApplicationScoped
public class AskableModes {

    @Inject
    private AgentState agent;

    @Inject
    private Grants grants;

    @Inject
    private ShippedSettings settings;

    /** None while the agent cannot be reached. */
    public List<PermissionMode> of(PortalCaller caller) {
        Optional<AgentStatus> status = agent.status();
        if (status.isEmpty()) {
            return List.of();
        }
        Set<PermissionMode> allowed = allowed(caller, status.get());
        return Stream.of(PermissionMode.values())
                .filter(mode -> obstacle(mode, status.get()).isEmpty() && !allowed.contains(mode))
                .toList();
    }

    /** @throws GatehouseException {@code INVALID_VALUE} with what is in the way, {@code AGENT_UNREACHABLE} */
    public void require(PermissionMode mode, PortalCaller caller) {
        AgentStatus status = agent.require();
        obstacle(mode, status).ifPresent(why -> {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, why);
        });
        if (allowed(caller, status).contains(mode)) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, "You can use this mode already.");
        }
    }

    private Set<PermissionMode> allowed(PortalCaller caller, AgentStatus status) {
        return switch (grants.decide(caller.account(), status)) {
            case Decided.Granted granted -> granted.grant().allowed();
            case Decided.Nothing nothing -> Set.of();
        };
    }

    /** What no approver can take out of the way. */
    private Optional<String> obstacle(PermissionMode mode, AgentStatus status) {
        if (!status.ceiling().contains(mode)) {
            return Optional.of("The operator of this host does not allow this mode to anyone.");
        }
        if (mode != PermissionMode.BYPASS_PERMISSIONS) {
            return Optional.empty();
        }
        return settings.bypassAllowed()
                ? status.bypassObstacle()
                : Optional.of("The portal's configuration does not allow this mode to anyone.");
    }
}
