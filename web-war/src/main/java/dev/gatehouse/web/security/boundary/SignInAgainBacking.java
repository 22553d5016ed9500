package dev.gatehouse.web.security.boundary;

import dev.gatehouse.web.configuration.WebConfiguration;
import dev.gatehouse.web.messages.PageMessages;
import dev.gatehouse.web.security.control.ReAuthentication;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import org.primefaces.PrimeFaces;

/**
 * The dialog that asks for the password before a dangerous act ({@code sign-in-again.xhtml}). It protects nothing by
 * itself: what does is {@link ReAuthentication#require} in the act.
 */
@Named("signInAgain")
@RequestScoped
public class SignInAgainBacking {

    @Inject
    private ReAuthentication reAuthentication;

    @Inject
    private WebConfiguration configuration;

    private String password;

    /**
     * For the action of a page: whether the act has to wait. The browser is told by {@code args.signInAgain}, to open
     * the dialog.
     */
    public boolean asks() {
        boolean needed = !reAuthentication.fresh();
        PrimeFaces.current().ajax().addCallbackParam("signInAgain", needed);
        return needed;
    }

    public void confirm() {
        HttpServletRequest request = (HttpServletRequest)
                FacesContext.getCurrentInstance().getExternalContext().getRequest();
        String address = ClientAddress.of(request, configuration.forwarded());
        boolean confirmed = PageMessages.attempt(() -> reAuthentication.confirm(password, address));
        password = null;
        PrimeFaces.current().ajax().addCallbackParam("confirmed", confirmed);
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }
}
