package dev.gatehouse.web.accounts.control;

import dev.gatehouse.web.accounts.entity.Capacity;
import dev.gatehouse.web.accounts.entity.Membership;
import dev.gatehouse.web.accounts.entity.Role;
import java.io.Serializable;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * To which groups someone belongs, by name.
 *
 * @param groups of which the person is a member: their policy holds
 * @param approverOf whose members' questions the person may answer; not necessarily a member there
 */
public record Belonging(Set<String> groups, Set<String> approverOf) implements Serializable {

    public static final Belonging NONE = new Belonging(Set.of(), Set.of());

    public Belonging {
        groups = Set.copyOf(groups);
        approverOf = Set.copyOf(approverOf);
    }

    static Belonging of(Collection<Membership> memberships) {
        return new Belonging(as(Capacity.MEMBER, memberships), as(Capacity.APPROVER, memberships));
    }

    private static Set<String> as(Capacity capacity, Collection<Membership> memberships) {
        return memberships.stream()
                .filter(each -> each.capacity() == capacity)
                .map(Membership::group)
                .collect(Collectors.toSet());
    }

    /** Whoever approves for any group has the role. */
    public Set<String> roles() {
        return approverOf.isEmpty() ? Set.of() : Set.of(Role.APPROVER);
    }

    public Set<String> sortedGroups() {
        return new TreeSet<>(groups);
    }

    public Set<String> sortedApproverOf() {
        return new TreeSet<>(approverOf);
    }
}
