package dev.gatehouse.agent.sessions.boundary;

import dev.gatehouse.agent.sessions.control.Sessions;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.GrantPush;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What people are granted, as web itself decides it; nobody says this for himself. */
@Path("grants")
@RequestScoped
@RolesAllowed(FeedResource.SYSTEM)
public class GrantsResource {

    @Inject
    Sessions sessions;

    /**
     * Takes the grants and brings live workers under them; the same again changes nothing.
     *
     * @return the open sessions of those owners, with how far each is
     */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public JsonArray put(GrantPush push) {
        var json = Json.createArrayBuilder();
        sessions.grant(push).forEach(session -> json.add(ContractJson.write(session.summary())));
        return json.build();
    }
}
