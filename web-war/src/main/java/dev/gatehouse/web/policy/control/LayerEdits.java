package dev.gatehouse.web.policy.control;

import dev.gatehouse.web.policy.entity.Layer;
import dev.gatehouse.web.policy.entity.LayerId;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.policy.entity.PolicyDocument.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One layer of a document exchanged, put in or taken out, the others as they are. */
public final class LayerEdits {

    private LayerEdits() {}

    public static Optional<Layer> layer(PolicyDocument document, LayerId id) {
        return document.layers()
                .filter(placed -> placed.id().equals(id))
                .map(PolicyDocument.Placed::layer)
                .findFirst();
    }

    /** A layer that says nothing is taken out. */
    public static PolicyDocument with(PolicyDocument document, LayerId id, Layer layer) {
        return switch (id.kind()) {
            case EVERYONE -> new PolicyDocument(layer, document.groups(), document.users(), document.publishing());
            case GROUP ->
                new PolicyDocument(
                        document.everyone(),
                        exchanged(document.groups(), id.name(), layer),
                        document.users(),
                        document.publishing());
            case USER ->
                new PolicyDocument(
                        document.everyone(),
                        document.groups(),
                        exchanged(document.users(), id.name(), layer),
                        document.publishing());
        };
    }

    /** In its place; a new one last, where it goes before those that are there. */
    private static List<Named> exchanged(List<Named> layers, String name, Layer layer) {
        List<Named> changed = new ArrayList<>();
        boolean found = false;
        for (Named each : layers) {
            boolean same = each.name().equals(name);
            found |= same;
            if (!same) {
                changed.add(each);
            } else if (!layer.equals(Layer.EMPTY)) {
                changed.add(new Named(name, layer));
            }
        }
        if (!found && !layer.equals(Layer.EMPTY)) {
            changed.add(new Named(name, layer));
        }
        return changed;
    }
}
