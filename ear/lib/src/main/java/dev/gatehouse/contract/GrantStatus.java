package dev.gatehouse.contract;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a session's live worker is with its grant.
 *
 * @param policyVersion of the grant that {@code phase} speaks of
 * @param revision of that grant
 * @param since when the phase began, by the agent's clock
 * @param detail why it is in quarantine, for an administrator to read
 */
public record GrantStatus(long policyVersion, long revision, Phase phase, Instant since, Optional<String> detail) {

    public enum Phase {
        /** No worker: the next one starts under the grant. */
        PARKED,
        /** Sent, not yet confirmed. */
        APPLYING,
        /** The worker cannot take the grant while it runs, or did not confirm in time: a new one starts. */
        RESTARTING,
        /** The CLI listed just these rules and reported a granted mode. */
        CONFIRMED,
        /** The worker was stopped, as what it reported was not what was granted. */
        QUARANTINED
    }
}
