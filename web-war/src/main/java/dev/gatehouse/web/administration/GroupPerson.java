package dev.gatehouse.web.administration;

import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.accounts.entity.Capacity;
import java.io.Serializable;
import java.util.UUID;

/** Someone in a group, as a member or as an approver. */
public record GroupPerson(UUID account, String username, String displayName, boolean disabled, Capacity capacity)
        implements Serializable {

    static GroupPerson of(Account account, Capacity capacity) {
        return new GroupPerson(account.id(), account.username(), account.displayName(), account.disabled(), capacity);
    }

    public String as() {
        return switch (capacity) {
            case MEMBER -> "Member";
            case APPROVER -> "Approver";
        };
    }

    public String badge() {
        return switch (capacity) {
            case MEMBER -> "badge";
            case APPROVER -> "badge badge-info";
        };
    }
}
