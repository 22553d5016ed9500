package dev.gatehouse.web.administration;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.entity.Standing;
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
    private UserAdministration administration;

    private final UserRows rows = new UserRows();
    private String search;
    private String username;
    private String displayName;
    private Standing standing = Standing.USER;
    private String handedTo;
    private String oneTime;

    public void find() {
        viewer.requireAuditor();
        rows.search(search);
    }

    public void create() {
        viewer.requireAdministrator();
        boolean created = PageMessages.attempt(() -> {
            Username name = name();
            hand(name.value(), administration.create(name, displayName, standing));
        });
        PrimeFaces.current().ajax().addCallbackParam("done", created);
        if (created) {
            username = null;
            displayName = null;
            standing = Standing.USER;
        }
    }

    public void resetPassword(UserRow account) {
        viewer.requireAdministrator();
        boolean reset =
                PageMessages.attempt(() -> hand(account.username(), administration.resetPassword(account.id())));
        PrimeFaces.current().ajax().addCallbackParam("done", reset);
    }

    public void disable(UserRow account) {
        viewer.requireAdministrator();
        if (PageMessages.attempt(() -> administration.disable(account.id()))) {
            PageMessages.done(account.displayName() + " is disabled and signed out everywhere.");
        }
    }

    public void enable(UserRow account) {
        viewer.requireAdministrator();
        if (PageMessages.attempt(() -> administration.enable(account.id()))) {
            PageMessages.done(account.displayName() + " can sign in again.");
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

    public Standing getStanding() {
        return standing;
    }

    public void setStanding(Standing standing) {
        this.standing = standing;
    }

    public String getHandedTo() {
        return handedTo;
    }

    public String getOneTime() {
        return oneTime;
    }
}
