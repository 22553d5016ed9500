package dev.gatehouse.web.policy.entity;

import dev.gatehouse.contract.PermissionMode;
import java.util.Set;

/**
 * What no policy exceeds.
 *
 * @param host the modes that the agent's operator lets this host run
 * @param portal the modes that the portal's own configuration lets be granted
 */
public record Ceiling(Set<PermissionMode> host, Set<PermissionMode> portal) {

    public Ceiling {
        host = Set.copyOf(host);
        portal = Set.copyOf(portal);
    }

    public boolean admits(PermissionMode mode) {
        return host.contains(mode) && portal.contains(mode);
    }
}
