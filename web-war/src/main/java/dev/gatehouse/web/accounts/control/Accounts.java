package dev.gatehouse.web.accounts.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.accounts.entity.Standing;
import dev.gatehouse.web.accounts.entity.Theme;
import dev.gatehouse.web.accounts.entity.Username;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The accounts and the rules between them. Who may call is checked by the boundary. */
@ApplicationScoped
@Transactional
public class Accounts {

    public static final int MAX_DISPLAY_NAME = 100;

    private static final String MATCHES =
            "(a.username like :search escape '!' or lower(a.displayName) like :search escape '!')";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Passwords passwords;

    @Inject
    private Clock clock;

    @Inject
    private Groups groups;

    @Inject
    private Event<AccessNarrowed> narrowed;

    @Inject
    private Event<AccountChanged> changed;

    public Optional<Account> find(UUID id) {
        return Optional.ofNullable(entities.find(Account.class, id.toString()));
    }

    /** @param username as typed; folded here */
    public Optional<Account> named(String username) {
        return byName(Username.fold(username));
    }

    public boolean none() {
        return entities.createQuery("select count(a) from Account a", Long.class)
                        .getSingleResult()
                == 0;
    }

    /** By user name. @param search part of the user name or the display name; empty for all */
    public List<Account> page(String search, int first, int size) {
        return entities.createQuery("select a from Account a where " + MATCHES + " order by a.username", Account.class)
                .setParameter("search", pattern(search))
                .setFirstResult(first)
                .setMaxResults(size)
                .getResultList();
    }

    public long count(String search) {
        return entities.createQuery("select count(a) from Account a where " + MATCHES, Long.class)
                .setParameter("search", pattern(search))
                .getSingleResult();
    }

    /** Display names by account; ids that are no account's are left out. */
    public Map<UUID, String> names(Set<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return entities.createQuery("select a from Account a where a.id in :ids", Account.class)
                .setParameter("ids", ids.stream().map(UUID::toString).toList())
                .getResultStream()
                .collect(Collectors.toMap(Account::id, Account::displayName));
    }

    private static String pattern(String search) {
        String literal = search.toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
        return "%" + literal + "%";
    }

    /** The account that signs in with this name and password; empty whatever the reason, after the same work. */
    public Optional<Account> verify(String typedName, String password) {
        Optional<Account> account = byName(Username.fold(typedName));
        if (account.isEmpty()) {
            passwords.spendAsIfChecking(password);
            return Optional.empty();
        }
        Account found = account.get();
        if (!passwords.matches(password, found.passwordHash()) || found.disabled()) {
            return Optional.empty();
        }
        if (passwords.outdated(found.passwordHash())) {
            found.rehashed(passwords.hash(password));
        }
        found.signedIn(clock.instant());
        return account;
    }

    /** Whether this is the password of the account, which is signed in already. */
    public boolean isPassword(UUID id, String password) {
        return passwords.matches(password, require(id).passwordHash());
    }

    /** @throws GatehouseException {@code ALREADY_EXISTS} if the name is taken. */
    public Account create(Username username, String displayName, Standing standing, String password, boolean oneTime) {
        if (displayName.length() > MAX_DISPLAY_NAME) {
            throw new GatehouseException(
                    ProblemCode.INVALID_VALUE, "The name may have at most " + MAX_DISPLAY_NAME + " characters.");
        }
        if (byName(username.value()).isPresent()) {
            throw new GatehouseException(
                    ProblemCode.ALREADY_EXISTS,
                    "There is already someone with the user name " + username.value() + ".");
        }
        var account = new Account(username, displayName, standing, passwords.hash(password), clock.instant());
        account.password(account.passwordHash(), oneTime);
        entities.persist(account);
        entities.flush();
        return account;
    }

    /** The person's own change. @throws GatehouseException {@code INVALID_VALUE} with a text for the person. */
    public void changePassword(UUID id, String present, String chosen) {
        Account account = require(id);
        if (!passwords.matches(present == null ? "" : present, account.passwordHash())) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, "The present password is not right.");
        }
        PasswordRules.check(account.username(), chosen);
        if (chosen.equals(present)) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, "The new password is the present one.");
        }
        account.password(passwords.hash(chosen), false);
    }

    /** @return the one-time password, to be shown once. */
    public String resetPassword(UUID id) {
        Account account = require(id);
        String oneTime = passwords.oneTime();
        account.password(passwords.hash(oneTime), true);
        narrowed.fire(new AccessNarrowed(id, true));
        return oneTime;
    }

    /** @throws GatehouseException {@code LAST_ADMINISTRATOR} if nobody would be left to administer. */
    public void disable(UUID id) {
        List<Account> administrators = lockedAdministrators();
        Account account = require(id);
        requireAnother(administrators, account);
        account.disabled(true);
        narrowed.fire(new AccessNarrowed(id, true));
    }

    public Set<UUID> disabled() {
        return entities.createQuery("select a.id from Account a where a.disabled = true", String.class)
                .getResultStream()
                .map(UUID::fromString)
                .collect(Collectors.toSet());
    }

    public void enable(UUID id) {
        require(id).disabled(false);
        changed.fire(new AccountChanged(id));
    }

    /**
     * @return whether anything changed
     * @throws GatehouseException {@code LAST_ADMINISTRATOR} if nobody would be left to administer;
     *     {@code INVALID_VALUE} if an approver would become an auditor
     */
    public boolean standing(UUID id, Standing standing) {
        List<Account> administrators = lockedAdministrators();
        Account account = locked(id);
        if (account.standing() == standing) {
            return false;
        }
        requireAnother(administrators, account);
        requireNoApprover(account, standing);
        account.standing(standing);
        narrowed.fire(new AccessNarrowed(id, false));
        changed.fire(new AccountChanged(id));
        return true;
    }

    public void theme(UUID id, Theme theme) {
        require(id).theme(theme);
    }

    private Account require(UUID id) {
        return find(id).orElseThrow(() -> new GatehouseException(ProblemCode.NOT_FOUND, "There is no such account."));
    }

    private Optional<Account> byName(String folded) {
        return entities.createQuery("select a from Account a where a.username = :name", Account.class)
                .setParameter("name", folded)
                .getResultStream()
                .findFirst();
    }

    /** Locked in one order until the transaction ends: two administrators cannot remove each other at once. */
    private List<Account> lockedAdministrators() {
        return entities.createQuery("select a from Account a where a.standing = :standing order by a.id", Account.class)
                .setParameter("standing", Standing.ADMINISTRATOR)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /** Locked until the transaction ends: nobody becomes auditor and approver at the same time. */
    private Account locked(UUID id) {
        Account account = require(id);
        entities.lock(account, LockModeType.PESSIMISTIC_WRITE);
        return account;
    }

    private void requireNoApprover(Account account, Standing standing) {
        Set<String> approverOf = groups.of(account.id()).sortedApproverOf();
        if (standing == Standing.AUDITOR && !approverOf.isEmpty()) {
            throw new GatehouseException(
                    ProblemCode.INVALID_VALUE,
                    "An auditor decides nothing, and " + account.displayName() + " is an approver of "
                            + String.join(", ", approverOf) + ". Take that away first.");
        }
    }

    private static void requireAnother(List<Account> administrators, Account leaving) {
        boolean another = administrators.stream()
                .anyMatch(each -> !each.id().equals(leaving.id()) && each.administrator() && !each.disabled());
        if (leaving.administrator() && !leaving.disabled() && !another) {
            throw new GatehouseException(
                    ProblemCode.LAST_ADMINISTRATOR,
                    leaving.displayName() + " is the last administrator. Make someone else one first.");
        }
    }
}
