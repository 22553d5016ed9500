package dev.gatehouse.web.security.boundary;

import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.api.ProblemResponse;
import dev.gatehouse.web.configuration.WebConfiguration;
import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Lets changes pass only when a page of ours asks for them. */
public class CrossSiteFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    private Viewer viewer;

    @Inject
    private WebConfiguration configuration;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var check = new RequestOrigin(
                request.getMethod(),
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader("Origin"),
                ownOrigin(request));
        String expected = viewer.caller().map(PortalCaller::csrfToken).orElse(null);
        boolean passes = check.trusted()
                && (!RequestPaths.api(request)
                        || check.readOnly()
                        || RequestOrigin.same(expected, request.getHeader("X-CSRF-Token")));
        if (passes) {
            chain.doFilter(request, response);
            return;
        }
        var problem = new Problem(
                ProblemCode.CSRF, "This page and the portal no longer know each other. Load the page again.");
        ProblemResponse.send(response, problem);
    }

    /** As the browser sees it; the proxy's word counts only if the operator says that there is one. */
    private String ownOrigin(HttpServletRequest request) {
        return forwarded(request, "X-Forwarded-Proto").orElseGet(request::getScheme) + "://"
                + forwarded(request, "X-Forwarded-Host").orElseGet(() -> request.getHeader("Host"));
    }

    private Optional<String> forwarded(HttpServletRequest request, String name) {
        return configuration.forwarded() ? ForwardedHeader.last(request, name) : Optional.empty();
    }
}
