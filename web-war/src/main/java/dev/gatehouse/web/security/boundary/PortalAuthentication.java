package dev.gatehouse.web.security.boundary;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.api.ProblemResponse;
import dev.gatehouse.web.configuration.WebConfiguration;
import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.security.control.SignIns;
import dev.gatehouse.web.security.control.Viewer;
import dev.gatehouse.web.security.entity.SignInToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Every request proves by its cookie who makes it, and the answer is looked up each time: a sign-out, a disabled
 * account or a lost role counts from the next request. Identity is not kept in the HTTP session, so a session id that
 * someone else knows is worth nothing, and a restart signs nobody out.
 */
@ApplicationScoped
public class PortalAuthentication implements HttpAuthenticationMechanism {

    private static final String BUSY = PortalAuthentication.class.getName() + ".busy";

    @Inject
    private Accounts accounts;

    @Inject
    private SignIns signIns;

    @Inject
    private SignInCookie cookie;

    @Inject
    private WebConfiguration configuration;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        var asked = context.getAuthParameters();
        if (asked != null && asked.getCredential() instanceof UsernamePasswordCredential credential) {
            return signIn(request, response, context, credential, asked.isRememberMe());
        }
        if (!context.isProtected() && RequestPaths.asset(request)) {
            return context.doNothing();
        }
        Optional<PortalCaller> caller = cookie.read(request).flatMap(signIns::caller);
        if (caller.isPresent()) {
            return admit(request, context, caller.get());
        }
        return context.isProtected() ? challenge(request, response, context) : context.doNothing();
    }

    private AuthenticationStatus signIn(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpMessageContext context,
            UsernamePasswordCredential credential,
            boolean kept) {
        Optional<Account> account;
        try {
            account = accounts.verify(credential.getCaller(), credential.getPasswordAsString());
        } catch (GatehouseException e) {
            // what is thrown through the container's authentication does not arrive at the page
            request.setAttribute(BUSY, e.problem().detail());
            return AuthenticationStatus.SEND_FAILURE;
        }
        if (account.isEmpty()) {
            return AuthenticationStatus.SEND_FAILURE;
        }
        cookie.read(request).ifPresent(previous -> signIns.revoke(previous.id()));
        String device = Optional.ofNullable(request.getHeader("User-Agent")).orElse("unknown");
        SignInToken token = signIns.open(account.get().id(), kept, device);
        cookie.write(
                request, response, token, Optional.of(signIns.lifetime(kept)).filter(age -> kept));
        if (request.getSession(false) != null) {
            request.changeSessionId();
        }
        return admit(request, context, signIns.caller(token).orElseThrow());
    }

    /** Why the password given with this request was not looked at; empty if it was. */
    static Optional<String> busy(HttpServletRequest request) {
        return Optional.ofNullable((String) request.getAttribute(BUSY));
    }

    private static AuthenticationStatus admit(
            HttpServletRequest request, HttpMessageContext context, PortalCaller caller) {
        Viewer.authenticated(request, caller);
        return context.notifyContainerAboutLogin(caller, caller.roles());
    }

    private AuthenticationStatus challenge(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        SecurityHeadersFilter.apply(request, response, configuration.forwarded());
        try {
            if (RequestPaths.api(request)) {
                ProblemResponse.send(
                        response, new Problem(ProblemCode.UNAUTHENTICATED, "You are not signed in. Sign in again."));
            } else {
                String wanted = RequestPaths.pageToReturnTo(request)
                        .map(page -> "?next=" + URLEncoder.encode(page, StandardCharsets.UTF_8))
                        .orElse("");
                RequestPaths.redirect(request, response, "/login" + wanted);
            }
        } catch (IOException e) {
            return AuthenticationStatus.SEND_FAILURE;
        }
        return AuthenticationStatus.SEND_CONTINUE;
    }

    @Override
    public void cleanSubject(HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        cookie.read(request).ifPresent(token -> signIns.revoke(token.id()));
        cookie.clear(request, response);
        if (request.getSession(false) != null) {
            request.getSession(false).invalidate();
        }
    }
}
