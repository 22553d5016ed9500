package dev.gatehouse.contract;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a session may do: decided by web, enforced by the agent, which may only narrow it to the operator's ceiling.
 *
 * @param allowed modes the session may ever be in; never empty
 * @param initial mode a worker starts in, if the host's isolation allows it; one of {@code allowed}
 * @param fallback mode used where {@code initial} cannot be; one of {@code allowed}
 * @param policyVersion version of the policy that decided
 * @param validUntil end of a lease
 */
public record ModeGrant(
        Set<PermissionMode> allowed,
        PermissionMode initial,
        PermissionMode fallback,
        Rules rules,
        Limits limits,
        List<String> models,
        long policyVersion,
        Optional<Instant> validUntil) {

    public ModeGrant {
        allowed = Set.copyOf(allowed);
        models = List.copyOf(models);
        if (!allowed.contains(initial) || !allowed.contains(fallback)) {
            throw new IllegalArgumentException(
                    "initial " + initial + " and fallback " + fallback + " must be among the allowed modes " + allowed);
        }
    }

    public boolean allows(PermissionMode mode) {
        return allowed.contains(mode);
    }
}
