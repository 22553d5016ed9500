package dev.gatehouse.web.administration;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.accounts.control.Belonging;
import dev.gatehouse.web.accounts.control.Passwords;
import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.accounts.entity.Standing;
import dev.gatehouse.web.accounts.entity.Username;
import dev.gatehouse.web.acts.AdministrativeAct;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * What an administrator does to accounts. Whoever calls, from whichever page: the role is the first line of each act.
 */
@ApplicationScoped
@Transactional
public class UserAdministration {

    @Inject
    private Viewer viewer;

    @Inject
    private Accounts accounts;

    @Inject
    private GroupAdministration seats;

    @Inject
    private Passwords passwords;

    @Inject
    private Event<AdministrativeAct> acts;

    /** Whatever is read of an account beyond one's own. */
    public Account read(UUID id) {
        viewer.requireAuditor();
        return require(id);
    }

    public List<Account> page(String search, int first, int size) {
        viewer.requireAuditor();
        return accounts.page(search, first, size);
    }

    public long count(String search) {
        viewer.requireAuditor();
        return accounts.count(search);
    }

    /** @return the one-time password, to be shown once */
    public String create(Username name, String displayName, Standing standing) {
        viewer.requireAdministrator();
        String shown = displayName == null || displayName.isBlank() ? name.value() : displayName.strip();
        String oneTime = passwords.oneTime();
        accounts.create(name, shown, standing, oneTime, true);
        tell(AccountActs.CREATED, name.value(), Map.of("role", word(standing)));
        return oneTime;
    }

    /** @return the one-time password, to be shown once */
    public String resetPassword(UUID id) {
        viewer.requireAdministrator();
        Account account = requireOther(id, "Change your own password under Account and password.");
        String oneTime = accounts.resetPassword(id);
        tell(AccountActs.PASSWORD_RESET, account.username(), Map.of());
        return oneTime;
    }

    public void disable(UUID id) {
        viewer.requireAdministrator();
        Account account = requireOther(id, "You cannot disable your own account. Another administrator can.");
        accounts.disable(id);
        tell(AccountActs.DISABLED, account.username(), Map.of());
    }

    public void enable(UUID id) {
        viewer.requireAdministrator();
        accounts.enable(id);
        tell(AccountActs.ENABLED, require(id).username(), Map.of());
    }

    /** Role and groups of one account, all or nothing. */
    public void change(UUID id, Standing standing, Belonging wanted) {
        viewer.requireAdministrator();
        Account account = require(id);
        Standing before = account.standing();
        // an approver on the way to auditor gives that up first, an auditor on the way back becomes one last
        if (standing == Standing.AUDITOR) {
            seats.settle(account, wanted);
        }
        if (before != standing) {
            requireOther(id, "You cannot change your own role. Another administrator can.");
            accounts.standing(id, standing);
            tell(AccountActs.ROLE_CHANGED, account.username(), Map.of("before", word(before), "after", word(standing)));
        }
        seats.settle(account, wanted);
    }

    private Account require(UUID id) {
        return accounts.find(id)
                .orElseThrow(() -> new GatehouseException(ProblemCode.NOT_FOUND, "There is no such account."));
    }

    private Account requireOther(UUID id, String otherwise) {
        if (id.equals(viewer.require().account())) {
            throw new GatehouseException(ProblemCode.FORBIDDEN, otherwise);
        }
        return require(id);
    }

    private void tell(String act, String subject, Map<String, String> details) {
        acts.fire(new AdministrativeAct(viewer.actor(), act, subject, details));
    }

    private static String word(Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }
}
