package dev.gatehouse.web.profile;

import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.messages.PageMessages;
import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.security.control.SignIns;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;

/** The person's own account. */
@Named("account")
@RequestScoped
public class AccountBacking {

    @Inject
    private Viewer viewer;

    @Inject
    private Accounts accounts;

    @Inject
    private SignIns signIns;

    private String present;
    private String chosen;
    private String repeated;

    public void changePassword() throws IOException {
        PortalCaller caller = viewer.require();
        if (chosen == null || !chosen.equals(repeated)) {
            PageMessages.problem("The new password was not typed the same twice.");
            return;
        }
        boolean changed = PageMessages.attempt(() -> {
            accounts.changePassword(caller.account(), present, chosen);
            signIns.revokeOthers(caller.account(), caller.signIn());
        });
        if (changed && caller.mustChangePassword()) {
            ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
            external.redirect(external.getRequestContextPath() + "/");
        } else if (changed) {
            PageMessages.done("The password is changed. All other devices are signed out.");
        }
    }

    public void signOutOthers() {
        PortalCaller caller = viewer.require();
        signIns.revokeOthers(caller.account(), caller.signIn());
        PageMessages.done("All other devices are signed out.");
    }

    public boolean isPasswordDue() {
        return viewer.require().mustChangePassword();
    }

    public String getPresent() {
        return present;
    }

    public void setPresent(String present) {
        this.present = present;
    }

    public String getChosen() {
        return chosen;
    }

    public void setChosen(String chosen) {
        this.chosen = chosen;
    }

    public String getRepeated() {
        return repeated;
    }

    public void setRepeated(String repeated) {
        this.repeated = repeated;
    }
}
