package dev.gatehouse.web.policy.boundary;

import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.web.policy.entity.Layer;
import dev.gatehouse.web.policy.entity.LayerId;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;

/**
 * A layer as a line of the matrix.
 *
 * @param kind of {@link LayerId}, as text, since pages carry it
 * @param own whether the layer itself says which modes are allowed
 * @param allowed those of the layer, or of everyone where it says nothing
 * @param rules how many rules the layer has
 */
public record ModesRow(
        String kind,
        String name,
        String label,
        boolean own,
        Set<PermissionMode> allowed,
        String initial,
        String fallback,
        int rules)
        implements Serializable {

    static ModesRow of(LayerId id, String label, Layer layer, Layer everyone) {
        Set<PermissionMode> modes =
                EnumSet.copyOf(layer.allowed().or(everyone::allowed).orElseThrow());
        Rules rules = layer.rules();
        return new ModesRow(
                id.kind().name(),
                id.name(),
                label,
                layer.allowed().isPresent(),
                modes,
                layer.initial().map(PermissionMode::wireName).orElse(""),
                layer.fallback().map(PermissionMode::wireName).orElse(""),
                rules.deny().size() + rules.ask().size() + rules.allow().size());
    }

    public String key() {
        return kind + ':' + name;
    }

    public boolean everyone() {
        return kind.equals(LayerId.Kind.EVERYONE.name());
    }

    public boolean allows(PermissionMode mode) {
        return allowed.contains(mode);
    }

    LayerId id() {
        return new LayerId(LayerId.Kind.valueOf(kind), name);
    }
}
