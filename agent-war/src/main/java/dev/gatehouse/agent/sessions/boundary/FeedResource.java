package dev.gatehouse.agent.sessions.boundary;

import dev.gatehouse.agent.sessions.control.Sessions;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;

/** The journal of all durable events, for web's projections alone: it speaks of everybody's conversations. */
@Path("feed")
@RequestScoped
@RolesAllowed(FeedResource.SYSTEM)
public class FeedResource {

    static final String SYSTEM = "system";

    private static final int MAX_WAIT_SECONDS = 25;

    @Inject
    Sessions sessions;

    /**
     * @param after offset of the last entry the reader has; -1 for none
     * @param wait how many seconds to wait for something new
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public JsonArray read(
            @QueryParam("after") @DefaultValue("-1") long after,
            @QueryParam("limit") @DefaultValue("500") int limit,
            @QueryParam("wait") @DefaultValue("0") int wait)
            throws InterruptedException {
        if (after < -1 || limit < 1 || wait < 0) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, "after, limit or wait is out of range.");
        }
        var json = Json.createArrayBuilder();
        sessions.feed()
                .read(after, limit, Duration.ofSeconds(Math.min(wait, MAX_WAIT_SECONDS)))
                .forEach(entry -> json.add(ContractJson.write(entry)));
        return json.build();
    }
}
