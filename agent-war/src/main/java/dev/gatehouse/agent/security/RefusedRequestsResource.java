package dev.gatehouse.agent.security;

import dev.gatehouse.contract.RefusedRequests;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** Tells web whom the agent turned away: a service token that does not fit is a thing to be noticed. */
@Path("refusals")
@RequestScoped
@RolesAllowed("system")
public class RefusedRequestsResource {

    @Inject
    private RefusedRequestLog log;

    /** @param after number of the last one the reader has of this start of the agent; 0 for none */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public RefusedRequests read(@QueryParam("after") @DefaultValue("0") long after) {
        return log.behind(after);
    }
}
