package dev.gatehouse.agent.security;

import dev.gatehouse.contract.ServiceToken;
import jakarta.security.enterprise.CallerPrincipal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The person a service token speaks for, as the container's principal. Holds no raw token, so it can leak none. */
final class ServiceCaller extends CallerPrincipal implements JsonWebToken {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, Object> claims;

    ServiceCaller(ServiceToken token) {
        super(token.name());
        Map<String, Object> told = new HashMap<>(Map.of(
                "iss", ServiceToken.ISSUER,
                "aud", Set.of(ServiceToken.AUDIENCE),
                "sub", token.subject().toString(),
                "upn", token.name(),
                "groups", token.roles(),
                "jti", token.id(),
                "iat", token.issuedAt().getEpochSecond(),
                "exp", token.expiresAt().getEpochSecond()));
        token.question().ifPresent(question -> told.put("question", question));
        this.claims = Map.copyOf(told);
    }

    @Override
    public Set<String> getClaimNames() {
        return claims.keySet();
    }

    /** The cast is the interface's: whoever asks says the type. */
    @Override
    @SuppressWarnings("unchecked")
    public <T> T getClaim(String name) {
        return (T) claims.get(name);
    }
}
