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
 * @param validUntil end of a lease; then {@code next} holds, or nothing may run if there is none
 * @param questions who answers, and what becomes of a question nobody looks at
 * @param frozen why an administrator has stopped all action; empty if it is not stopped
 * @param revision counts every change of any grant in the portal; the higher one holds, whatever order they arrive in
 * @param next the grant that holds after {@code validUntil}
 */
public record ModeGrant(
        Set<PermissionMode> allowed,
        PermissionMode initial,
        PermissionMode fallback,
        Rules rules,
        Limits limits,
        List<String> models,
        long policyVersion,
        Optional<Instant> validUntil,
        QuestionRules questions,
        Optional<String> frozen,
        long revision,
        Optional<ModeGrant> next) {

    public ModeGrant {
        allowed = Set.copyOf(allowed);
        models = List.copyOf(models);
        if (!allowed.contains(initial) || !allowed.contains(fallback)) {
            throw new IllegalArgumentException(
                    "initial " + initial + " and fallback " + fallback + " must be among the allowed modes " + allowed);
        }
    }

    /** A grant for good, as shipped in what it does not name. */
    public ModeGrant(
            Set<PermissionMode> allowed,
            PermissionMode initial,
            PermissionMode fallback,
            Rules rules,
            Limits limits,
            List<String> models,
            long policyVersion,
            Optional<Instant> validUntil) {
        this(
                allowed,
                initial,
                fallback,
                rules,
                limits,
                models,
                policyVersion,
                validUntil,
                QuestionRules.AS_SHIPPED,
                Optional.empty(),
                0,
                Optional.empty());
    }

    public boolean allows(PermissionMode mode) {
        return allowed.contains(mode);
    }
}
