package dev.gatehouse.web.accounts.entity;

import java.util.Set;

/** What an account is in the portal as a whole. Approvers are so in a group: see {@link Capacity}. */
public enum Standing {
    /** Works with Claude. */
    USER,
    /** Reads everything of the console and changes nothing there. */
    AUDITOR,
    /** Manages accounts, groups and the policy. */
    ADMINISTRATOR;

    public Set<String> roles() {
        return switch (this) {
            case USER -> Set.of(Role.USER);
            case AUDITOR -> Set.of(Role.USER, Role.AUDITOR);
            case ADMINISTRATOR -> Set.of(Role.USER, Role.ADMINISTRATOR);
        };
    }
}
