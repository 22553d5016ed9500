package dev.gatehouse.web.accounts.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.accounts.entity.AccountGroup;
import dev.gatehouse.web.accounts.entity.Capacity;
import dev.gatehouse.web.accounts.entity.GroupName;
import dev.gatehouse.web.accounts.entity.Membership;
import dev.gatehouse.web.accounts.entity.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The groups and who belongs to them. Who may call is checked by the caller. Every change counts from the next request
 * and is told by {@link AccountChanged}.
 */
@ApplicationScoped
@Transactional
public class Groups {

    /** A policy with more layers is nothing anyone understands. */
    public static final int MAX_GROUPS = 200;

    public static final int MAX_LABEL = 100;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    @Inject
    private Event<AccountChanged> changed;

    @Inject
    private Event<AccessNarrowed> narrowed;

    /** By name. */
    public List<AccountGroup> all() {
        return entities.createQuery("select g from AccountGroup g order by g.name", AccountGroup.class)
                .getResultList();
    }

    public Optional<AccountGroup> find(String name) {
        return Optional.ofNullable(entities.find(AccountGroup.class, name));
    }

    /** @throws GatehouseException {@code NOT_FOUND} if there is no such group. */
    public AccountGroup require(String name) {
        return find(name)
                .orElseThrow(() -> new GatehouseException(ProblemCode.NOT_FOUND, "There is no group of this name."));
    }

    /** To which groups the account belongs. */
    public Belonging of(UUID account) {
        return Belonging.of(
                entities.createQuery("select m from Membership m where m.key.accountId = :account", Membership.class)
                        .setParameter("account", account.toString())
                        .getResultList());
    }

    /** To which groups these accounts belong; who belongs to none is left out. */
    public Map<UUID, Belonging> of(Set<UUID> accounts) {
        if (accounts.isEmpty()) {
            return Map.of();
        }
        return entities
                .createQuery("select m from Membership m where m.key.accountId in :accounts", Membership.class)
                .setParameter("accounts", accounts.stream().map(UUID::toString).toList())
                .getResultStream()
                .collect(Collectors.groupingBy(Membership::account))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> Belonging.of(each.getValue())));
    }

    /** By user name. */
    public List<Account> people(String group, Capacity capacity) {
        return entities.createQuery(
                        "select a from Account a, Membership m where m.key.accountId = a.id"
                                + " and m.key.groupName = :group and m.key.capacity = :capacity order by a.username",
                        Account.class)
                .setParameter("group", group)
                .setParameter("capacity", capacity)
                .getResultList();
    }

    /** How many people belong to each group as this; groups without any are left out. */
    public Map<String, Long> sizes(Capacity capacity) {
        return entities.createQuery(
                        "select m.key.groupName, count(m) from Membership m where m.key.capacity = :capacity"
                                + " group by m.key.groupName",
                        Object[].class)
                .setParameter("capacity", capacity)
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
    }

    /** @throws GatehouseException {@code ALREADY_EXISTS} if the name is taken. */
    public AccountGroup create(GroupName name, String label) {
        if (find(name.value()).isPresent()) {
            throw new GatehouseException(
                    ProblemCode.ALREADY_EXISTS, "There is already a group named " + name.value() + ".");
        }
        if (all().size() >= MAX_GROUPS) {
            throw new GatehouseException(
                    ProblemCode.INVALID_VALUE, "There can be at most " + MAX_GROUPS + " groups. Delete one first.");
        }
        var group = new AccountGroup(name, shown(label, name.value()), clock.instant());
        entities.persist(group);
        entities.flush();
        return group;
    }

    /** What people read; the name stays. */
    public void label(String name, String label) {
        AccountGroup group = require(name);
        group.label(shown(label, name));
    }

    /** Its people stay; they belong to one group less. */
    public void delete(String name) {
        AccountGroup group = require(name);
        List<Membership> memberships = entities.createQuery(
                        "select m from Membership m where m.key.groupName = :group order by m.key.accountId",
                        Membership.class)
                .setParameter("group", name)
                .getResultList();
        memberships.forEach(this::remove);
        entities.flush();
        entities.remove(group);
    }

    /**
     * @return whether anything changed
     * @throws GatehouseException {@code INVALID_VALUE} if an auditor would become an approver
     */
    public boolean add(String group, UUID account, Capacity capacity) {
        require(group);
        Account person = locked(account);
        if (capacity == Capacity.APPROVER && person.standing() == Standing.AUDITOR) {
            throw new GatehouseException(
                    ProblemCode.INVALID_VALUE,
                    person.displayName() + " is an auditor, who reads everything and decides nothing.");
        }
        if (membership(group, account, capacity).isPresent()) {
            return false;
        }
        entities.persist(new Membership(group, account, capacity));
        changed.fire(new AccountChanged(account));
        return true;
    }

    /** @return whether anything changed */
    public boolean remove(String group, UUID account, Capacity capacity) {
        Optional<Membership> membership = membership(group, account, capacity);
        membership.ifPresent(this::remove);
        return membership.isPresent();
    }

    private void remove(Membership membership) {
        entities.remove(membership);
        if (membership.capacity() == Capacity.APPROVER) {
            narrowed.fire(new AccessNarrowed(membership.account(), false));
        }
        changed.fire(new AccountChanged(membership.account()));
    }

    private Optional<Membership> membership(String group, UUID account, Capacity capacity) {
        return Optional.ofNullable(entities.find(Membership.class, new Membership.Key(group, account, capacity)));
    }

    /** Locked until the transaction ends: nobody becomes auditor and approver at the same time. */
    private Account locked(UUID id) {
        return Optional.ofNullable(entities.find(Account.class, id.toString(), LockModeType.PESSIMISTIC_WRITE))
                .orElseThrow(() -> new GatehouseException(ProblemCode.NOT_FOUND, "There is no such account."));
    }

    private static String shown(String typed, String otherwise) {
        String label = typed == null || typed.isBlank() ? otherwise : typed.strip();
        if (label.length() > MAX_LABEL) {
            throw new GatehouseException(
                    ProblemCode.INVALID_VALUE, "What a group is shown as has at most " + MAX_LABEL + " characters.");
        }
        return label;
    }
}
