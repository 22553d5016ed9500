package dev.gatehouse.web.security.boundary;

import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.api.ProblemResponse;
import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/** Someone who was handed a password can do nothing before having chosen one. */
public class PasswordChangeFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Set<String> OPEN = Set.of("/account", "/account.xhtml", "/sign-out", "/login", "/api/me");

    @Inject
    private Viewer viewer;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean passes = RequestPaths.asset(request)
                || OPEN.contains(RequestPaths.path(request))
                || viewer.caller().filter(PortalCaller::mustChangePassword).isEmpty();
        if (passes) {
            chain.doFilter(request, response);
        } else if (RequestPaths.api(request)) {
            ProblemResponse.send(
                    response, new Problem(ProblemCode.FORBIDDEN, "Choose a password of your own first (My account)."));
        } else {
            RequestPaths.redirect(request, response, "/account");
        }
    }
}
