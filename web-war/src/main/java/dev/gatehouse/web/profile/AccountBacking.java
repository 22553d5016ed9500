package dev.gatehouse.web.profile;

import dev.gatehouse.web.acts.AdministrativeAct;
import dev.gatehouse.web.messages.PageMessages;
import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.security.control.SignInActs;
import dev.gatehouse.web.security.control.SignIns;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.Map;

/** The person's own account. */
@Named("account")
@RequestScoped
public class AccountBacking {

    @Inject
    private Viewer viewer;

    @Inject
    private PasswordChange passwords;

    @Inject
    private SignIns signIns;

    @Inject
    private SignInActs signInActs;

    @Inject
    private Event<AdministrativeAct> acts;

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
            passwords.change(caller, present, chosen);
            acts.fire(new AdministrativeAct(viewer.actor(), "accounts.password-changed", "", Map.of()));
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
        signInActs.othersRevoked(caller);
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
