package dev.gatehouse.web.security.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.SecurityContext;
import java.util.Optional;
import java.util.UUID;

/** The account this request is made by; in pages {@code me}. */
@Named("me")
@RequestScoped
public class CurrentAccount {

    @Inject
    private SecurityContext context;

    public Optional<PortalCaller> signedIn() {
        return context.getPrincipalsByType(PortalCaller.class).stream().findFirst();
    }

    /** @throws GatehouseException {@code UNAUTHENTICATED} if nobody is signed in. */
    public PortalCaller require() {
        return signedIn()
                .orElseThrow(() -> new GatehouseException(
                        ProblemCode.UNAUTHENTICATED, "You are not signed in any more. Sign in again."));
    }

    /** @throws GatehouseException {@code FORBIDDEN} if the account is no administrator. */
    public PortalCaller requireAdministrator() {
        PortalCaller caller = require();
        if (!caller.administrator()) {
            throw new GatehouseException(ProblemCode.FORBIDDEN, "Only an administrator can do this.");
        }
        return caller;
    }

    // for pages

    public boolean isPresent() {
        return signedIn().isPresent();
    }

    public UUID getId() {
        return require().account();
    }

    public String getUsername() {
        return require().username();
    }

    public String getDisplayName() {
        return require().displayName();
    }

    public boolean isAdministrator() {
        return signedIn().map(PortalCaller::administrator).orElse(false);
    }

    /** {@code light}, {@code dark} or {@code system}, also for who has not signed in. */
    public String getTheme() {
        return signedIn().map(caller -> caller.theme().wireName()).orElse("system");
    }

    public String getCsrfToken() {
        return signedIn().map(PortalCaller::csrfToken).orElse("");
    }
}
