package dev.gatehouse.web.policy.entity;

import java.time.Instant;
import java.util.List;

/**
 * What a decision depends on beside the policy and the person.
 *
 * @param leases of this person; those that are over do not count
 * @param freezes of the whole portal; those that do not hold for the person do not count
 * @param models that may be chosen; the first is the default
 */
public record Circumstances(
        List<ActiveLease> leases, List<ActiveFreeze> freezes, Ceiling ceiling, List<String> models, Instant now) {

    public Circumstances {
        leases = List.copyOf(leases);
        freezes = List.copyOf(freezes);
        models = List.copyOf(models);
    }
}
