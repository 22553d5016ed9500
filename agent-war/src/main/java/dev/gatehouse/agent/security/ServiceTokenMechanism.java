package dev.gatehouse.agent.security;

import dev.gatehouse.contract.ServiceToken;
import dev.gatehouse.contract.ServiceToken.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Every request but health checks must carry a good service token; there is no session and no second way in. */
@ApplicationScoped
public class ServiceTokenMechanism implements HttpAuthenticationMechanism {

    private static final Set<String> OPEN = Set.of("/health", "/health/live", "/health/ready", "/health/started");
    private static final Set<String> BODILESS = Set.of("GET", "HEAD");

    private final TokenGate gate;
    private final RefusedRequestLog refused;

    /** For the container's proxy only. */
    protected ServiceTokenMechanism() {
        this.gate = null;
        this.refused = null;
    }

    @Inject
    public ServiceTokenMechanism(ServiceKeySource keys, RefusedRequestLog refused) {
        this.refused = refused;
        this.gate =
                new TokenGate(keys::keys, Clock.systemUTC(), earliestIssue(), new ReplayCache(ReplayCache.CAPACITY));
    }

    /**
     * Whether requests can be let in; not yet in the first seconds after a start. To be asked at the start: what is
     * asked first makes this bean, and its making is the moment before which no token counts.
     */
    public boolean open() {
        return gate.open();
    }

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        if (BODILESS.contains(request.getMethod()) && OPEN.contains(request.getRequestURI())) {
            return context.doNothing();
        }
        try {
            ServiceToken token =
                    gate.admit(request.getMethod(), target(request), authorization(request), mayHaveBody(request));
            RequestBinding.keep(request, token.binding());
            return context.notifyContainerAboutLogin(new ServiceCaller(token), token.roles());
        } catch (RefusedException e) {
            Refusal.audit(request, e.getMessage(), refused);
            Refusal.send(response);
            return AuthenticationStatus.SEND_FAILURE;
        }
    }

    /**
     * Nothing an earlier agent saw may pass. On a restart that agent was dead when this JVM started, and web's clock
     * may be ahead of ours by the grace; on a deployment into a running server only the present moment is known.
     */
    private static Instant earliestIssue() {
        Instant started = Instant.ofEpochMilli(
                        ManagementFactory.getRuntimeMXBean().getStartTime())
                .plus(ServiceToken.CLOCK_SKEW);
        Instant now = Instant.now();
        return started.isAfter(now) ? started : now;
    }

    private static boolean mayHaveBody(HttpServletRequest request) throws RefusedException {
        if (!BODILESS.contains(request.getMethod())) {
            return true;
        }
        if (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null) {
            throw new RefusedException("a " + request.getMethod() + " with a body");
        }
        return false;
    }

    private static String target(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    private static List<String> authorization(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Authorization"));
    }
}
