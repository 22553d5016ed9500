package dev.gatehouse.web.policy.boundary;

import dev.gatehouse.web.accounts.entity.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Whether Claude is stopped for the caller, for pages that stay open. */
@Path("freeze")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class FreezeResource {

    @Inject
    private FreezeBacking freeze;

    @GET
    @RolesAllowed(Role.USER)
    public String get() {
        JsonArrayBuilder reasons = Json.createArrayBuilder();
        freeze.getReasons().forEach(reasons::add);
        return Json.createObjectBuilder().add("reasons", reasons).build().toString();
    }
}
