package dev.gatehouse.web.security.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.acts.Actor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** The account this request is made by; in pages {@code viewer}. */
@Named
@RequestScoped
public class Viewer {

    @Inject
    private HttpServletRequest request;

    /**
     * Notes whom the authentication found. Kept with the request, as the container's security context is gone already
     * when an error page is shown.
     */
    public static void authenticated(HttpServletRequest request, PortalCaller caller) {
        request.setAttribute(PortalCaller.class.getName(), caller);
    }

    public Optional<PortalCaller> caller() {
        return Optional.ofNullable((PortalCaller) request.getAttribute(PortalCaller.class.getName()));
    }

    /** @throws GatehouseException {@code UNAUTHENTICATED} if nobody is signed in. */
    public PortalCaller require() {
        return caller().orElseThrow(() ->
                new GatehouseException(ProblemCode.UNAUTHENTICATED, "You are not signed in any more. Sign in again."));
    }

    /** @throws GatehouseException {@code FORBIDDEN} if the account is no administrator. */
    public PortalCaller requireAdministrator() {
        PortalCaller caller = require();
        if (!caller.administrator()) {
            throw new GatehouseException(ProblemCode.FORBIDDEN, "Only an administrator can do this.");
        }
        return caller;
    }

    /**
     * Who may read the console: administrators and auditors.
     *
     * @throws GatehouseException {@code FORBIDDEN} for everyone else
     */
    public PortalCaller requireAuditor() {
        PortalCaller caller = require();
        if (!caller.auditor() && !caller.administrator()) {
            throw new GatehouseException(ProblemCode.FORBIDDEN, "Only an administrator or an auditor may see this.");
        }
        return caller;
    }

    /** @throws GatehouseException {@code FORBIDDEN} if the account is no group's approver. */
    public PortalCaller requireApprover() {
        PortalCaller caller = require();
        if (!caller.approver()) {
            throw new GatehouseException(ProblemCode.FORBIDDEN, "Only an approver can do this.");
        }
        return caller;
    }

    /** @throws GatehouseException {@code FORBIDDEN} if the account is not this group's approver. */
    public PortalCaller requireApproverOf(String group) {
        PortalCaller caller = require();
        if (!caller.approverOf().contains(group)) {
            throw new GatehouseException(ProblemCode.FORBIDDEN, "Only an approver of this group can do this.");
        }
        return caller;
    }

    /** Who is acting, for what is told of the act. @throws GatehouseException as {@link #require}. */
    public Actor actor() {
        PortalCaller caller = require();
        return Actor.of(caller.account(), caller.username());
    }

    // for pages

    public boolean isSignedIn() {
        return caller().isPresent();
    }

    public String getUsername() {
        return caller().map(PortalCaller::username).orElse("");
    }

    public String getDisplayName() {
        return caller().map(PortalCaller::displayName).orElse("");
    }

    public boolean isAdministrator() {
        return caller().map(PortalCaller::administrator).orElse(false);
    }

    public boolean isAuditor() {
        return caller().map(PortalCaller::auditor).orElse(false);
    }

    /** Whether the console is shown at all. */
    public boolean isConsoleReader() {
        return isAdministrator() || isAuditor();
    }

    public boolean isApprover() {
        return caller().map(PortalCaller::approver).orElse(false);
    }

    /** Whoever was handed a password gets no further than to choosing one: nothing else is asked for such a page. */
    public boolean isPasswordDue() {
        return caller().map(PortalCaller::mustChangePassword).orElse(false);
    }

    /** {@code light}, {@code dark} or {@code system}, also for who has not signed in. */
    public String getTheme() {
        return caller().map(caller -> caller.theme().wireName()).orElse("system");
    }

    public String getCsrfToken() {
        return caller().map(PortalCaller::csrfToken).orElse("");
    }
}
