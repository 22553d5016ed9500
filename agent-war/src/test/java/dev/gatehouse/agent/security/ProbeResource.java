package dev.gatehouse.agent.security;

import dev.gatehouse.agent.boundary.CommandReader;
import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Deployed with the agent by {@link ServiceTokenIT}: shows what a resource is given. */
@Path("probe")
@Produces("text/plain")
public class ProbeResource {

    @Inject
    private JsonWebToken caller;

    @Context
    private SecurityContext security;

    @GET
    @Path("caller")
    @RolesAllowed("user")
    public String caller() {
        return String.join(
                " ",
                caller.getSubject(),
                caller.getName(),
                String.valueOf(caller.getGroups().contains("user")),
                security.getUserPrincipal().getName(),
                String.valueOf(security.isUserInRole("administrator")));
    }

    @GET
    @Path("administrators-only")
    @RolesAllowed("administrator")
    public String administratorsOnly() {
        return "let in";
    }

    @GET
    @Path("unannotated/{rest: .*}")
    public String unannotated(@PathParam("rest") String rest) {
        return rest;
    }

    @POST
    @Path("size")
    public String size(InputStream body) throws java.io.IOException {
        return String.valueOf(body.readAllBytes().length);
    }

    /** Read by {@link CommandReader}. */
    @POST
    @Path("command")
    @Consumes("application/json")
    public String command(AgentCommand command) {
        return command.getClass().getSimpleName();
    }

    @GET
    @Path("refused")
    public String refused() {
        throw new GatehouseException(ProblemCode.CONFLICT, "Somebody else was faster.");
    }

    @GET
    @Path("broken")
    public String broken() {
        throw new IllegalStateException("a secret detail");
    }
}
