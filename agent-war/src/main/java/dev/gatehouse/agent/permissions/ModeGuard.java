package dev.gatehouse.agent.permissions;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Says which permission modes are effective: the grant, narrowed by the operator's ceiling and by what this host's
 * isolation can carry. Asked at every door: launch, a person's change, a plan's answer, what the CLI reports.
 *
 * @param ceiling modes this host may run at all
 * @param bypassObstacle why {@code bypassPermissions} cannot be used here, for the person to read
 */
public record ModeGuard(Set<PermissionMode> ceiling, Optional<String> bypassObstacle) {

    public ModeGuard {
        ceiling = Set.copyOf(ceiling);
    }

    /**
     * @param mode the mode to start in
     * @param notice why it is not the wanted one
     */
    public record Launch(PermissionMode mode, Optional<String> notice) {}

    /** @return the modes a worker under this grant may be in; may be empty. */
    public Set<PermissionMode> effective(ModeGrant grant) {
        Set<PermissionMode> modes = EnumSet.noneOf(PermissionMode.class);
        grant.allowed().stream().filter(this::possible).forEach(modes::add);
        return modes;
    }

    /** Whether {@code --allow-dangerously-skip-permissions} may be passed. */
    public boolean mayBypass(ModeGrant grant) {
        return effective(grant).contains(PermissionMode.BYPASS_PERMISSIONS);
    }

    /**
     * Chooses the mode a worker starts in.
     *
     * @throws GatehouseException {@code MODE_NOT_GRANTED} if not even the fallback is effective
     */
    public Launch launch(ModeGrant grant, PermissionMode wanted) {
        Set<PermissionMode> effective = effective(grant);
        if (effective.contains(wanted)) {
            return new Launch(wanted, Optional.empty());
        }
        if (effective.contains(grant.fallback())) {
            return new Launch(
                    grant.fallback(),
                    Optional.of(obstacle(grant, wanted) + " This conversation uses "
                            + grant.fallback().wireName() + " instead."));
        }
        throw new GatehouseException(ProblemCode.MODE_NOT_GRANTED, obstacle(grant, wanted));
    }

    /** @throws GatehouseException {@code MODE_NOT_GRANTED} if a worker under this grant must not be in this mode */
    public void require(ModeGrant grant, PermissionMode mode) {
        if (!effective(grant).contains(mode)) {
            throw new GatehouseException(ProblemCode.MODE_NOT_GRANTED, obstacle(grant, mode));
        }
    }

    private boolean possible(PermissionMode mode) {
        return ceiling.contains(mode) && (mode != PermissionMode.BYPASS_PERMISSIONS || bypassObstacle.isEmpty());
    }

    private String obstacle(ModeGrant grant, PermissionMode mode) {
        if (!grant.allows(mode)) {
            return "The mode " + mode.wireName() + " is not granted to you.";
        }
        if (!ceiling.contains(mode)) {
            return "The mode " + mode.wireName() + " is switched off on this host by its operator.";
        }
        return bypassObstacle.orElse("The mode " + mode.wireName() + " cannot be used here.");
    }
}
