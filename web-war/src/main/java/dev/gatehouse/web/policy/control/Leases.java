package dev.gatehouse.web.policy.control;

import dev.gatehouse.web.policy.entity.ActiveLease;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Who has which modes for a while. */
public interface Leases {

    /** Those of the account that have not ended by {@code now}. */
    List<ActiveLease> active(UUID account, Instant now);
}
