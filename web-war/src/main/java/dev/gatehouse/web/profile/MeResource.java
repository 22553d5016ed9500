package dev.gatehouse.web.profile;

import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.accounts.entity.Role;
import dev.gatehouse.web.accounts.entity.Theme;
import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The person's own account. */
@Path("me")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {

    @Inject
    private Viewer viewer;

    @Inject
    private Accounts accounts;

    @GET
    @RolesAllowed(Role.USER)
    public String get() {
        PortalCaller caller = viewer.require();
        return Json.createObjectBuilder()
                .add("id", caller.account().toString())
                .add("username", caller.username())
                .add("displayName", caller.displayName())
                .add(
                        "roles",
                        Json.createArrayBuilder(caller.roles().stream().sorted().toList()))
                .add("theme", caller.theme().wireName())
                .add("csrfToken", caller.csrfToken())
                .build()
                .toString();
    }

    @PUT
    @Path("theme")
    @RolesAllowed(Role.USER)
    @Consumes(MediaType.APPLICATION_JSON)
    public void theme(String body) {
        PortalCaller caller = viewer.require();
        try {
            accounts.theme(caller.account(), Theme.of(ContractJson.parse(body).getString("theme", "")));
        } catch (IllegalArgumentException e) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, e.getMessage());
        }
    }
}
