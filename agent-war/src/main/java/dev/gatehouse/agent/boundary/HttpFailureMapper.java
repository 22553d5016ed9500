package dev.gatehouse.agent.boundary;

import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What JAX-RS itself refuses: no such path, no such method, another media type. */
@Provider
public class HttpFailureMapper implements ExceptionMapper<WebApplicationException> {

    private static final System.Logger LOG = System.getLogger(HttpFailureMapper.class.getName());

    @Override
    public Response toResponse(WebApplicationException exception) {
        Response refused = exception.getResponse();
        int status = refused.getStatus();
        if (refused.getStatusInfo().getFamily() == Response.Status.Family.SERVER_ERROR) {
            LOG.log(System.Logger.Level.ERROR, "a request failed with " + status, exception);
        } else if (status < Response.Status.BAD_REQUEST.getStatusCode()) {
            return refused;
        }
        Response problem = Problems.response(problem(status), status);
        String allow = refused.getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? problem
                : Response.fromResponse(problem)
                        .header(HttpHeaders.ALLOW, allow)
                        .build();
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 401 -> new Problem(ProblemCode.INVALID_TOKEN, "The request carries no good service token.");
            case 403 -> new Problem(ProblemCode.FORBIDDEN, "The person has no right to this.");
            case 404 -> new Problem(ProblemCode.NOT_FOUND, "There is nothing at this address.");
            case 405 -> new Problem(ProblemCode.METHOD_NOT_ALLOWED, "This address does not take this method.");
            case 406 -> new Problem(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Nothing here has a media type you accept.");
            case 413 -> new Problem(ProblemCode.TOO_LARGE, "The request is too large.");
            case 415 -> new Problem(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "This address takes another media type.");
            default ->
                status < 500
                        ? new Problem(ProblemCode.MALFORMED_REQUEST, "The request could not be understood.")
                        : new Problem(ProblemCode.INTERNAL, "The agent failed. Its log says more.");
        };
    }
}
