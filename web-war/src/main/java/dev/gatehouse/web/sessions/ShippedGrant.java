package dev.gatehouse.web.sessions;

import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.Rules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** Decides what a session may do: the same for everyone, as configured. */
@ApplicationScoped
public class ShippedGrant {

    private static final long POLICY_VERSION = 0;

    private Settings settings;

    /**
     * @param initial mode sessions start in
     * @param fallback mode where that one cannot be
     * @param bypassAllowed whether {@code bypassPermissions} may be granted at all
     */
    record Settings(PermissionMode initial, PermissionMode fallback, boolean bypassAllowed, Limits limits) {}

    protected ShippedGrant() {}

    @Inject
    public ShippedGrant(Config config) {
        this(new Settings(
                mode(config, "gatehouse.permission-mode"),
                mode(config, "gatehouse.fallback-mode"),
                config.getValue("gatehouse.allow-dangerously-skip-permissions", Boolean.class),
                new Limits(
                        config.getValue("gatehouse.limits.question-minutes", Integer.class),
                        config.getValue("gatehouse.limits.idle-minutes", Integer.class),
                        config.getValue("gatehouse.limits.live-sessions", Integer.class))));
    }

    ShippedGrant(Settings settings) {
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

    private static PermissionMode mode(Config config, String name) {
        String value = config.getValue(name, String.class);
        return PermissionMode.fromWireName(value)
                .orElseThrow(() -> new IllegalArgumentException(name + ": there is no permission mode " + value));
    }
}
