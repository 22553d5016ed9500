package dev.gatehouse.web.security.boundary;

import dev.gatehouse.web.configuration.WebConfiguration;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** What browsers are told about every answer. */
public class SecurityHeadersFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final String CSP = "Content-Security-Policy";

    /** In seconds; a year. */
    private static final String HTTPS_ONLY = "max-age=31536000";

    @Inject
    private WebConfiguration configuration;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        apply(request, response, configuration.forwarded());
        chain.doFilter(request, new OnePolicy(response));
    }

    static void apply(HttpServletRequest request, HttpServletResponse response, boolean behindProxy) {
        // a plain answer must not carry it (RFC 6797, 7.2)
        if (ForwardedHeader.https(request, behindProxy)) {
            response.setHeader("Strict-Transport-Security", HTTPS_ONLY);
        }
        response.setHeader(CSP, request.getServletContext().getInitParameter("primefaces.CSP_POLICY"));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader(
                "Permissions-Policy",
                "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()");
        if (!RequestPaths.asset(request)) {
            response.setHeader("Cache-Control", "no-store");
        } else if (RequestPaths.path(request).startsWith("/resources/")) {
            response.setHeader("Cache-Control", "no-cache");
        }
    }

    /**
     * PrimeFaces adds the same policy with the page's nonce. Two policies both hold, and the one without a nonce would
     * block every script of the page: the later one replaces the first.
     */
    private static final class OnePolicy extends HttpServletResponseWrapper {

        OnePolicy(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void addHeader(String name, String value) {
            if (CSP.equalsIgnoreCase(name)) {
                super.setHeader(name, value);
            } else {
                super.addHeader(name, value);
            }
        }
    }
}
