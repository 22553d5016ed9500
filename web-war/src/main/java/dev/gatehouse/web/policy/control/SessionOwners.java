package dev.gatehouse.web.policy.control;

import java.util.Set;
import java.util.UUID;

/** Implemented by whoever knows which people have sessions at the agent. */
public interface SessionOwners {

    Set<UUID> owners();
}
