package dev.gatehouse.agent.boundary;

import dev.gatehouse.contract.GatehouseException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Our own failures say themselves what they are; those that are not the caller's doing are logged as well. */
@Provider
public class GatehouseExceptionMapper implements ExceptionMapper<GatehouseException> {

    private static final System.Logger LOG = System.getLogger(GatehouseExceptionMapper.class.getName());
    private static final int SERVER_ERROR = 500;

    @Override
    public Response toResponse(GatehouseException exception) {
        if (exception.problem().status() >= SERVER_ERROR) {
            LOG.log(System.Logger.Level.WARNING, exception.getMessage(), exception.getCause());
        }
        return Problems.response(exception.problem());
    }
}
