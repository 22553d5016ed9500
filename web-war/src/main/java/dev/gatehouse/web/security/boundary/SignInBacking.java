package dev.gatehouse.web.security.boundary;

import dev.gatehouse.web.accounts.entity.Username;
import dev.gatehouse.web.configuration.WebConfiguration;
import dev.gatehouse.web.security.control.SignInActs;
import dev.gatehouse.web.security.control.SignInThrottle;
import dev.gatehouse.web.security.control.Viewer;
import dev.gatehouse.web.security.control.Waiting;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.primefaces.context.PrimeFacesContext;

/** The sign-in page. What it says never tells whether a name exists. */
@Named("signIn")
@RequestScoped
public class SignInBacking {

    @Inject
    private SecurityContext security;

    @Inject
    private SignInThrottle throttle;

    @Inject
    private SignInActs acts;

    @Inject
    private Viewer viewer;

    @Inject
    private WebConfiguration configuration;

    private String username;
    private String password;
    private boolean kept;
    private String next;

    @PostConstruct
    void readWhereToGo() {
        next = external().getRequestParameterMap().get("next");
    }

    /** Who is signed in has nothing to do here. */
    public void alreadySignedIn() throws IOException {
        if (viewer.isSignedIn()) {
            goOn();
        }
    }

    public void submit() throws IOException {
        String name = Username.fold(username == null ? "" : username);
        String given = password == null ? "" : password;
        if (name.isEmpty() || given.isEmpty()) {
            complain("Enter your user name and your password.");
            return;
        }
        HttpServletRequest request = (HttpServletRequest) external().getRequest();
        String address = ClientAddress.of(request, configuration.forwarded());
        Optional<Duration> wait = throttle.attempt(name, address);
        if (wait.isPresent()) {
            acts.throttled(name, address);
            external().setResponseStatus(429);
            complain("Too many attempts. Try again in " + Waiting.inWords(wait.get()) + ".");
            return;
        }
        AuthenticationStatus status = security.authenticate(
                request,
                (HttpServletResponse) external().getResponse(),
                AuthenticationParameters.withParams()
                        .credential(new UsernamePasswordCredential(name, given))
                        .rememberMe(kept));
        if (status == AuthenticationStatus.SUCCESS) {
            throttle.succeeded(name, address);
            acts.signedIn(name, address);
            goOn();
        } else if (PortalAuthentication.busy(request).isPresent()) {
            throttle.notTried(name, address);
            external().setResponseStatus(429);
            complain(PortalAuthentication.busy(request).get());
        } else {
            acts.failed(name, address);
            complain("This user name and password do not belong together. Check both; capital letters count in the"
                    + " password.");
        }
    }

    public String getNonce() {
        return PrimeFacesContext.getCspState(FacesContext.getCurrentInstance()).getNonce();
    }

    private void goOn() throws IOException {
        external()
                .redirect(external().getRequestContextPath()
                        + RequestPaths.localPage(next).orElse("/"));
        FacesContext.getCurrentInstance().responseComplete();
    }

    private static void complain(String message) {
        FacesContext.getCurrentInstance()
                .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, message, null));
    }

    private static ExternalContext external() {
        return FacesContext.getCurrentInstance().getExternalContext();
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public boolean isKept() {
        return kept;
    }

    public void setKept(boolean kept) {
        this.kept = kept;
    }

    public String getNext() {
        return next;
    }
}
