package dev.gatehouse.agent.boundary;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import java.util.UUID;

/** A fault of ours: the log has everything, the caller a number under which to find it. */
@Provider
public class UnexpectedFailureMapper implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(UnexpectedFailureMapper.class.getName());

    /** How deep a failure of ours may be wrapped by the container and still be told for what it is. */
    private static final int DEEPEST = 10;

    @Override
    public Response toResponse(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof GatehouseException ours) {
                return new GatehouseExceptionMapper().toResponse(ours);
            }
            cause = cause.getCause();
        }
        String incident = UUID.randomUUID().toString();
        LOG.log(System.Logger.Level.ERROR, "incident " + incident, failure);
        return Problems.response(new Problem(
                ProblemCode.INTERNAL,
                "The agent failed. Its log says more under the number " + incident + ".",
                Map.of("incident", incident)));
    }
}
