package dev.gatehouse.web.policy.entity;

import dev.gatehouse.contract.PermissionMode;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Modes a person has for a while, beside those of the policy.
 *
 * @param until when it ends; from this instant it does not count
 */
public record ActiveLease(UUID id, Set<PermissionMode> modes, Instant until, String reason) {

    public ActiveLease {
        modes = Set.copyOf(modes);
    }
}
