package dev.gatehouse.web.leases.control;

import dev.gatehouse.web.leases.entity.Lease;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

/** Lets a lease count, or no longer count, in what its person's sessions may do. */
@ApplicationScoped
class LeaseEffect {

    @Inject
    private Event<LeaseChanged> changed;

    void changed(Lease lease) {
        changed.fire(new LeaseChanged(lease.person()));
    }
}
