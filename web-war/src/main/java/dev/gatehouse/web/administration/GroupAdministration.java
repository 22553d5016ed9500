package dev.gatehouse.web.administration;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.accounts.control.Belonging;
import dev.gatehouse.web.accounts.control.GroupUse;
import dev.gatehouse.web.accounts.control.Groups;
import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.accounts.entity.AccountGroup;
import dev.gatehouse.web.accounts.entity.Capacity;
import dev.gatehouse.web.accounts.entity.GroupName;
import dev.gatehouse.web.acts.AdministrativeAct;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What an administrator does to groups. Whoever calls, from whichever page: the role is the first line of each act. */
@ApplicationScoped
@Transactional
public class GroupAdministration {

    @Inject
    private Viewer viewer;

    @Inject
    private Accounts accounts;

    @Inject
    private Groups groups;

    @Inject
    @Any
    private Instance<GroupUse> uses;

    @Inject
    private Event<AdministrativeAct> acts;

    public List<GroupRow> all() {
        viewer.requireAuditor();
        Map<String, Long> members = groups.sizes(Capacity.MEMBER);
        Map<String, Long> approvers = groups.sizes(Capacity.APPROVER);
        return groups.all().stream()
                .map(group -> new GroupRow(
                        group.name(),
                        group.label(),
                        members.getOrDefault(group.name(), 0L),
                        approvers.getOrDefault(group.name(), 0L)))
                .toList();
    }

    public List<Account> people(String group, Capacity capacity) {
        viewer.requireAuditor();
        return groups.people(group, capacity);
    }

    public Map<UUID, Belonging> belongings(Set<UUID> people) {
        viewer.requireAuditor();
        return groups.of(people);
    }

    public void create(GroupName name, String label) {
        viewer.requireAdministrator();
        AccountGroup group = groups.create(name, label);
        tell(AccountActs.GROUP_CREATED, name.value(), Map.of("label", group.label()));
    }

    public void rename(String name, String label) {
        viewer.requireAdministrator();
        String before = groups.require(name).label();
        groups.label(name, label);
        String after = groups.require(name).label();
        if (!after.equals(before)) {
            tell(AccountActs.GROUP_RENAMED, name, Map.of("before", before, "after", after));
        }
    }

    /** What a deletion would change, in sentences. */
    public List<String> consequences(String name) {
        viewer.requireAuditor();
        int members = groups.people(name, Capacity.MEMBER).size();
        int approvers = groups.people(name, Capacity.APPROVER).size();
        var own = Stream.of(
                members == 0 ? "Nobody is a member." : "It loses " + people(members) + "; the accounts stay.",
                approvers == 0
                        ? "Nobody is an approver of it."
                        : people(approvers) + " can no longer answer questions of its members.");
        return Stream.concat(own, uses.stream().flatMap(use -> use.consequencesOfDeleting(name).stream()))
                .toList();
    }

    private static String people(int count) {
        return count == 1 ? "1 person" : count + " people";
    }

    public void delete(String name) {
        viewer.requireAdministrator();
        int members = groups.people(name, Capacity.MEMBER).size();
        int approvers = groups.people(name, Capacity.APPROVER).size();
        groups.delete(name);
        tell(
                AccountActs.GROUP_DELETED,
                name,
                Map.of("members", Integer.toString(members), "approvers", Integer.toString(approvers)));
    }

    /** @param username folded */
    public Account add(String group, String username, Capacity capacity) {
        viewer.requireAdministrator();
        Account person = accounts.named(username)
                .orElseThrow(() -> new GatehouseException(
                        ProblemCode.NOT_FOUND, "There is nobody with this user name. Choose one from the list."));
        add(group, person, capacity);
        return person;
    }

    public void remove(String group, UUID account, Capacity capacity) {
        viewer.requireAdministrator();
        accounts.find(account).ifPresent(person -> remove(group, person, capacity));
    }

    /** Adds and removes until the person belongs to exactly these. */
    public void settle(Account person, Belonging wanted) {
        viewer.requireAdministrator();
        Belonging present = groups.of(person.id());
        settle(person, Capacity.MEMBER, present.groups(), wanted.groups());
        settle(person, Capacity.APPROVER, present.approverOf(), wanted.approverOf());
    }

    private void settle(Account person, Capacity capacity, Set<String> present, Set<String> wanted) {
        present.stream()
                .filter(group -> !wanted.contains(group))
                .sorted()
                .forEach(group -> remove(group, person, capacity));
        wanted.stream()
                .filter(group -> !present.contains(group))
                .sorted()
                .forEach(group -> add(group, person, capacity));
    }

    private void add(String group, Account person, Capacity capacity) {
        if (groups.add(group, person.id(), capacity)) {
            tell(AccountActs.PERSON_ADDED, group, of(person, capacity));
        }
    }

    private void remove(String group, Account person, Capacity capacity) {
        if (groups.remove(group, person.id(), capacity)) {
            tell(AccountActs.PERSON_REMOVED, group, of(person, capacity));
        }
    }

    private static Map<String, String> of(Account person, Capacity capacity) {
        return Map.of("person", person.username(), "as", capacity.name().toLowerCase(Locale.ROOT));
    }

    private void tell(String act, String subject, Map<String, String> details) {
        acts.fire(new AdministrativeAct(viewer.actor(), act, subject, details));
    }
}
