package dev.gatehouse.web.policy.control;

import dev.gatehouse.web.accounts.control.GroupUse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what of the policy no longer holds for anyone when a group is deleted. */
@ApplicationScoped
public class LayersOfGroups implements GroupUse {

    @Inject
    private PolicyVersions versions;

    @Inject
    private Freezes freezes;

    @Override
    public List<String> consequencesOfDeleting(String group) {
        var consequences = new ArrayList<String>();
        boolean layer = versions.document(versions.inForce()).groups().stream()
                .anyMatch(each -> each.name().equals(group));
        if (layer) {
            consequences.add("The layer of the policy for this group holds for nobody any more, its deny and ask rules"
                    + " included. A new group of the same name would bring it back.");
        }
        if (freezes.running().stream().anyMatch(each -> each.group().equals(Optional.of(group)))) {
            consequences.add("Claude is stopped for this group now; its members could go on.");
        }
        return consequences;
    }
}
