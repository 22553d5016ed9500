package dev.gatehouse.contract;

import java.util.List;
import java.util.UUID;

/**
 * What the agent turned away behind some number. The agent keeps a bounded number of the newest: a gap before the first
 * one says how many were forgotten.
 *
 * @param boot a new one at each start of the agent, with which the numbers begin again
 */
public record RefusedRequests(UUID boot, List<RefusedRequest> refused) {

    public RefusedRequests {
        refused = List.copyOf(refused);
    }
}
