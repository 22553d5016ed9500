package dev.gatehouse.agent.security;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.ServiceToken.Binding;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/** Hands a body on only if it is the one the token was made for, and reads no more of it than is allowed. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class BodyBindingFilter implements ContainerRequestFilter {

    @Context
    private HttpServletRequest request;

    @Inject
    private AgentConfig config;

    @Inject
    private RefusedRequestLog refused;

    @Override
    public void filter(ContainerRequestContext context) throws IOException {
        Optional<Binding> binding = RequestBinding.of(request);
        if (binding.isEmpty()) {
            refuse(context, "reached a resource without a token");
            return;
        }
        byte[] body = read(context);
        if (!binding.get().matchesBody(body)) {
            refuse(context, "another body than the token was made for");
            return;
        }
        context.setEntityStream(new ByteArrayInputStream(body));
    }

    private byte[] read(ContainerRequestContext context) throws IOException {
        int most = config.maxBodyBytes();
        if (context.getLength() > most) {
            throw tooLarge(most);
        }
        byte[] body = context.getEntityStream().readNBytes(most + 1);
        if (body.length > most) {
            throw tooLarge(most);
        }
        return body;
    }

    private static GatehouseException tooLarge(int most) {
        return new GatehouseException(
                ProblemCode.TOO_LARGE, "The request is larger than the " + most + " bytes the agent takes.");
    }

    private void refuse(ContainerRequestContext context, String reason) {
        Refusal.audit(request, reason, refused);
        context.abortWith(Response.status(Refusal.PROBLEM.status())
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .type(MediaType.valueOf(Problem.MEDIA_TYPE))
                .entity(Refusal.PROBLEM.toJson().toString())
                .build());
    }
}
