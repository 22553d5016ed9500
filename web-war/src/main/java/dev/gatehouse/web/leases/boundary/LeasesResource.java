package dev.gatehouse.web.leases.boundary;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Ids;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.entity.Role;
import dev.gatehouse.web.api.Body;
import dev.gatehouse.web.leases.control.AskableModes;
import dev.gatehouse.web.leases.control.LeaseBook;
import dev.gatehouse.web.leases.entity.Lease;
import dev.gatehouse.web.leases.entity.LeaseState;
import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.security.control.ReAuthentication;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.UUID;

/** Wider modes for some minutes: asking, deciding, ending. */
@Path("leases")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.USER)
public class LeasesResource {

    private static final int MAX_BODY = 8 * 1024;

    @Inject
    private Viewer viewer;

    @Inject
    private LeaseBook book;

    @Inject
    private AskableModes modes;

    @Inject
    private LeaseJson json;

    @Inject
    private ReAuthentication reAuthentication;

    /** The caller's own, and others' that are the caller's matter. */
    @GET
    public String list() {
        PortalCaller caller = viewer.require();
        return json.list(caller, book.own(caller.account()), book.ofOthers(caller), modes.of(caller));
    }

    /** How many requests wait for the caller's decision. */
    @GET
    @Path("count")
    public String count() {
        PortalCaller caller = viewer.require();
        long waiting = book.ofOthers(caller).stream()
                .filter(lease -> lease.state() == LeaseState.ASKED)
                .count();
        return Json.createObjectBuilder().add("requests", waiting).build().toString();
    }

    /** The caller's own only, for the chat. */
    @GET
    @Path("own")
    public String own() {
        PortalCaller caller = viewer.require();
        return json.own(caller, book.own(caller.account()), modes.of(caller));
    }

    @POST
    public Response ask(InputStream body) {
        PortalCaller caller = viewer.require();
        JsonObject asked = Body.read(body, MAX_BODY);
        PermissionMode mode = mode(asked);
        modes.require(mode, caller);
        Lease lease = book.ask(caller, mode, number(asked, "minutes"), text(asked, "reason"));
        return Response.status(Response.Status.CREATED)
                .entity(json.one(caller, lease).toString())
                .build();
    }

    /** At once and without anyone else's word, for an administrator who has just confirmed to be it. */
    @POST
    @Path("break-glass")
    public Response breakGlass(InputStream body) {
        PortalCaller caller = viewer.requireAdministrator();
        reAuthentication.require();
        JsonObject wanted = Body.read(body, MAX_BODY);
        PermissionMode mode = mode(wanted);
        modes.require(mode, caller);
        Lease lease = book.breakGlass(caller, mode, number(wanted, "minutes"), text(wanted, "reason"));
        return Response.status(Response.Status.CREATED)
                .entity(json.one(caller, lease).toString())
                .build();
    }

    @POST
    @Path("{id}/grant")
    public String grant(@PathParam("id") String id, InputStream body) {
        PortalCaller caller = viewer.require();
        JsonObject decision = Body.read(body, MAX_BODY);
        return json.one(caller, book.grant(caller, id(id), number(decision, "minutes"), text(decision, "note")))
                .toString();
    }

    @POST
    @Path("{id}/refuse")
    public String refuse(@PathParam("id") String id, InputStream body) {
        PortalCaller caller = viewer.require();
        return json.one(caller, book.refuse(caller, id(id), text(Body.read(body, MAX_BODY), "note")))
                .toString();
    }

    @POST
    @Path("{id}/withdraw")
    @Consumes(MediaType.WILDCARD)
    public String withdraw(@PathParam("id") String id) {
        PortalCaller caller = viewer.require();
        return json.one(caller, book.withdraw(caller, id(id))).toString();
    }

    @POST
    @Path("{id}/end")
    @Consumes(MediaType.WILDCARD)
    public String end(@PathParam("id") String id) {
        PortalCaller caller = viewer.require();
        return json.one(caller, book.end(caller, id(id))).toString();
    }

    private static UUID id(String text) {
        try {
            return Ids.uuid(text);
        } catch (IllegalArgumentException e) {
            throw new GatehouseException(ProblemCode.NOT_FOUND, "There is no such request.");
        }
    }

    private static PermissionMode mode(JsonObject json) {
        return PermissionMode.fromWireName(text(json, "mode"))
                .orElseThrow(() ->
                        new GatehouseException(ProblemCode.INVALID_VALUE, "There is no permission mode of this name."));
    }

    private static String text(JsonObject json, String name) {
        return json.get(name) instanceof JsonString value ? value.getString() : "";
    }

    private static int number(JsonObject json, String name) {
        if (json.get(name) instanceof JsonNumber value && value.isIntegral()) {
            return (int) Math.clamp(value.longValue(), -1, Integer.MAX_VALUE);
        }
        throw new GatehouseException(ProblemCode.INVALID_VALUE, "Say for how many minutes.");
    }
}
