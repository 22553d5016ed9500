package dev.gatehouse.web.accounts.control;

import java.util.List;

/**
 * Implemented by components that name groups, so that an administrator reads what a deletion does before it is done.
 */
public interface GroupUse {

    /** Whole sentences for the administrator; empty if nothing here names the group. */
    List<String> consequencesOfDeleting(String group);
}
