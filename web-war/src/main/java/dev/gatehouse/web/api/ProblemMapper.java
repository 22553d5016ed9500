package dev.gatehouse.web.api;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Every failure leaves the boundary as one problem body. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());

    @Override
    public Response toResponse(Throwable failure) {
        Problem problem = problem(failure);
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header("Cache-Control", "no-store")
                .entity(problem.toJson().toString())
                .build();
    }

    private static Problem problem(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GatehouseException known) {
                return known.problem();
            }
        }
        if (failure instanceof WebApplicationException refused
                && refused.getResponse().getStatus() < 500) {
            return switch (refused.getResponse().getStatus()) {
                case 401 -> new Problem(ProblemCode.UNAUTHENTICATED, "You are not signed in. Sign in again.");
                case 403 -> new Problem(ProblemCode.FORBIDDEN, "You are not allowed to do this.");
                case 404 -> new Problem(ProblemCode.NOT_FOUND, "There is nothing under this address.");
                case 405 -> new Problem(ProblemCode.METHOD_NOT_ALLOWED, "This method is not possible here.");
                case 413 -> new Problem(ProblemCode.TOO_LARGE, "The request is too large.");
                case 415, 406 ->
                    new Problem(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send and accept application/json here.");
                default -> new Problem(ProblemCode.MALFORMED_REQUEST, "The request could not be read.");
            };
        }
        String incident = UUID.randomUUID().toString();
        LOG.log(Level.SEVERE, "incident " + incident, failure);
        return new Problem(
                ProblemCode.INTERNAL,
                "Something went wrong. If it happens again, tell your administrator the incident number.",
                java.util.Map.of("incident", incident));
    }
}
