package dev.gatehouse.web.sessions;

import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.web.configuration.ShippedSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Decides what a session may do: the same for everyone, as configured. */
@ApplicationScoped
public class ShippedGrant {

    private static final long POLICY_VERSION = 0;

    private ShippedSettings settings;

    protected ShippedGrant() {}

    @Inject
    public ShippedGrant(ShippedSettings settings) {
        this.settings = settings;
    }

    /**
     * @param status what the agent's host can do; the grant never exceeds it
     * @throws GatehouseException {@code MODE_NOT_GRANTED} if no mode is left
     */
    public ModeGrant grantFor(Asker asker, AgentStatus status) {
        Set<PermissionMode> allowed = EnumSet.allOf(PermissionMode.class);
        allowed.retainAll(status.ceiling());
        if (!settings.bypassAllowed()) {
            allowed.remove(PermissionMode.BYPASS_PERMISSIONS);
        }
        PermissionMode fallback = fallback(allowed);
        PermissionMode initial = allowed.contains(settings.initial()) ? settings.initial() : fallback;
        return new ModeGrant(
                allowed,
                initial,
                fallback,
                Rules.NONE,
                settings.limits(),
                status.models().stream().map(AgentStatus.Model::name).toList(),
                POLICY_VERSION,
                Optional.empty());
    }

    /** Why a mode is not in the grant, for the person. */
    public String reasonAgainst(PermissionMode mode, AgentStatus status) {
        if (!status.ceiling().contains(mode)) {
            return "The operator of this host does not allow it.";
        }
        return "The portal's configuration does not allow it.";
    }

    private PermissionMode fallback(Set<PermissionMode> allowed) {
        if (allowed.contains(settings.fallback())) {
            return settings.fallback();
        }
        return allowed.stream()
                .filter(mode -> mode != PermissionMode.BYPASS_PERMISSIONS)
                .findFirst()
                .or(() -> allowed.stream().findFirst())
                .orElseThrow(() -> new GatehouseException(
                        ProblemCode.MODE_NOT_GRANTED,
                        "No permission mode is allowed here. An administrator has to allow one."));
    }
}
