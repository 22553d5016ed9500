package dev.gatehouse.agent.dryrun.boundary;

import dev.gatehouse.agent.boundary.Utf8;
import dev.gatehouse.agent.dryrun.control.Conformance;
import dev.gatehouse.contract.ConformanceAcceptance;
import dev.gatehouse.contract.ConformanceStatus;
import dev.gatehouse.contract.ContractJson;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The conformance table, for web alone. */
@Path("conformance")
@RequestScoped
@RolesAllowed("system")
@Produces(MediaType.APPLICATION_JSON)
public class ConformanceResource {

    @Inject
    Conformance conformance;

    @GET
    public ConformanceStatus status() {
        return conformance.status();
    }

    /** Starts a run, or finds one under way; {@link #status} tells how far it is. */
    @POST
    public Response start() {
        conformance.start();
        return Response.accepted(conformance.status()).build();
    }

    @PUT
    @Path("accepted")
    @Consumes(MediaType.APPLICATION_JSON)
    public ConformanceStatus accept(byte[] body) {
        conformance.accept(ContractJson.read(ConformanceAcceptance.class, ContractJson.parse(Utf8.text(body))));
        return conformance.status();
    }
}
