package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.web.configuration.ShippedSettings;
import dev.gatehouse.web.policy.entity.Layer;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.policy.entity.PolicyDocument.Publishing;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The policy as configured, in force until somebody publishes one. */
final class ShippedPolicy {

    private ShippedPolicy() {}

    static PolicyDocument of(ShippedSettings settings) {
        Layer everyone = Layer.EMPTY
                .withAllowed(Optional.of(Set.of(PermissionMode.values())))
                .withStart(Optional.of(settings.initial()), Optional.of(settings.fallback()))
                .withLimits(Layer.Bounds.of(settings.limits()));
        return new PolicyDocument(everyone, List.of(), List.of(), Publishing.AS_SHIPPED);
    }

    /** The modes the configuration lets be granted, whatever a policy says. */
    static Set<PermissionMode> ceiling(ShippedSettings settings) {
        Set<PermissionMode> modes = EnumSet.allOf(PermissionMode.class);
        if (!settings.bypassAllowed()) {
            modes.remove(PermissionMode.BYPASS_PERMISSIONS);
        }
        return modes;
    }
}
