package dev.gatehouse.agent.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.security.enterprise.SecurityContext;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Lets resources inject the caller; the server's own producer knows RS256 and ES256 tokens only. */
@ApplicationScoped
public class CallerProducer {

    /** @throws IllegalStateException outside a request that passed {@link ServiceTokenMechanism} */
    @Produces
    @RequestScoped
    JsonWebToken caller(SecurityContext security) {
        return security.getPrincipalsByType(ServiceCaller.class).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no caller: the request carried no service token"));
    }
}
