package dev.gatehouse.web.leases.control;

import dev.gatehouse.web.leases.entity.Lease;
import dev.gatehouse.web.policy.control.GrantsAffected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

/** Lets a lease count, or no longer count, in what its person may do: beside the change, in its transaction. */
@ApplicationScoped
class LeaseEffect {

    @Inject
    private Event<GrantsAffected> affected;

    void changed(Lease lease) {
        affected.fire(new GrantsAffected(lease.person()));
    }
}
