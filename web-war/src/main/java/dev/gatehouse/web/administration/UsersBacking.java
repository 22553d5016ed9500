package dev.gatehouse.web.administration;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.accounts.control.Passwords;
import dev.gatehouse.web.accounts.entity.Username;
import dev.gatehouse.web.messages.PageMessages;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.primefaces.PrimeFaces;

/** Users: who may use the portal, and as what. */
@Named("users")
@ViewScoped
public class UsersBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Viewer viewer;

    @Inject
    private Accounts accounts;

    @Inject
    private Passwords passwords;

    private final UserRows rows = new UserRows();
    private String search;
    private String username;
    private String displayName;
    private boolean administrator;
    private String handedTo;
    private String oneTime;

    public void find() {
        viewer.requireAdministrator();
        rows.search(search);
    }

    public void create() {
        viewer.requireAdministrator();
        boolean created = PageMessages.attempt(() -> {
            Username name = name();
            String shown = displayName == null || displayName.isBlank() ? name.value() : displayName.strip();
            String password = passwords.oneTime();
            accounts.create(name, shown, administrator, password, true);
            hand(name.value(), password);
        });
        PrimeFaces.current().ajax().addCallbackParam("done", created);
        if (created) {
            username = null;
            displayName = null;
            administrator = false;
        }
    }

    public void resetPassword(UserRow account) {
        viewer.requireAdministrator();
        boolean reset = PageMessages.attempt(() -> {
            requireOther(account, "Change your own password under Account and password.");
            hand(account.username(), accounts.resetPassword(account.id()));
        });
        PrimeFaces.current().ajax().addCallbackParam("done", reset);
    }

    public void disable(UserRow account) {
        viewer.requireAdministrator();
        if (PageMessages.attempt(() -> {
            requireOther(account, "You cannot disable your own account. Another administrator can.");
            accounts.disable(account.id());
        })) {
            PageMessages.done(account.displayName() + " is disabled and signed out everywhere.");
        }
    }

    public void enable(UserRow account) {
        viewer.requireAdministrator();
        if (PageMessages.attempt(() -> accounts.enable(account.id()))) {
            PageMessages.done(account.displayName() + " can sign in again.");
        }
    }

    public void promote(UserRow account) {
        viewer.requireAdministrator();
        if (PageMessages.attempt(() -> accounts.administrator(account.id(), true))) {
            PageMessages.done(account.displayName() + " is an administrator now.");
        }
    }

    public void demote(UserRow account) {
        viewer.requireAdministrator();
        if (PageMessages.attempt(() -> {
            requireOther(account, "You cannot take the role from yourself. Another administrator can.");
            accounts.administrator(account.id(), false);
        })) {
            PageMessages.done(account.displayName() + " is no administrator any more.");
        }
    }

    /** The password was read; it is shown once. */
    public void forgetOneTime() {
        viewer.requireAdministrator();
        handedTo = null;
        oneTime = null;
    }

    public boolean self(UserRow account) {
        return account.id().equals(viewer.require().account());
    }

    private void requireOther(UserRow account, String otherwise) {
        if (self(account)) {
            throw new GatehouseException(ProblemCode.FORBIDDEN, otherwise);
        }
    }

    private Username name() {
        try {
            return Username.of(username);
        } catch (IllegalArgumentException e) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, e.getMessage());
        }
    }

    private void hand(String to, String password) {
        handedTo = to;
        oneTime = password;
    }

    public UserRows getRows() {
        return rows;
    }

    public String getSearch() {
        return search;
    }

    public void setSearch(String search) {
        this.search = search;
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getDisplayName() {
        return displayName;
    }

    public void setDisplayName(String displayName) {
        this.displayName = displayName;
    }

    public boolean isAdministrator() {
        return administrator;
    }

    public void setAdministrator(boolean administrator) {
        this.administrator = administrator;
    }

    public String getHandedTo() {
        return handedTo;
    }

    public String getOneTime() {
        return oneTime;
    }
}
