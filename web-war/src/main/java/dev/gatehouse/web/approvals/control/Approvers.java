package dev.gatehouse.web.approvals.control;

import java.util.Set;
import java.util.UUID;

/** Who approves for whom. Nobody approves for oneself. */
public interface Approvers {

    /** The accounts that may approve what this person's Claude asks. */
    Set<UUID> of(UUID person);

    /** The people of all groups that this account approves for. */
    Set<UUID> peopleOf(UUID approver);

    default boolean approves(UUID approver, UUID person) {
        return !approver.equals(person) && of(person).contains(approver);
    }
}
