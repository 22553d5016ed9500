package dev.gatehouse.agent.workspaces;

import dev.gatehouse.agent.boundary.Utf8;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Ids;
import dev.gatehouse.contract.ProblemCode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** A person's own workspace. Nobody else's, administrators included: instructions are as private as conversations. */
@Path("workspaces/{owner}")
@RequestScoped
@RolesAllowed("user")
public class WorkspacesResource {

    private static final String MARKDOWN = "text/markdown;charset=UTF-8";

    @Inject
    private JsonWebToken caller;

    @Inject
    private InstructionFiles files;

    @GET
    @Path("claude-md")
    @Produces(MARKDOWN)
    public Response instructions(@PathParam("owner") String id) {
        Instructions instructions = files.of(requireOwner(id));
        return Response.ok(instructions.text()).tag(tag(instructions)).build();
    }

    /**
     * @param expected RFC 9110, 13.1.1: one strong entity tag; without it a writer would overwrite what it never saw
     */
    @PUT
    @Path("claude-md")
    @Consumes("text/markdown")
    public Response write(
            @PathParam("owner") String id, @HeaderParam(HttpHeaders.IF_MATCH) String expected, byte[] body) {
        UUID owner = requireOwner(id);
        if (body.length > InstructionFiles.MAX_BYTES) {
            throw InstructionFiles.tooLarge();
        }
        return Response.noContent()
                .tag(tag(files.write(owner, Utf8.text(body), version(expected))))
                .build();
    }

    /** Somebody else's and nobody's are told alike, so that ids cannot be tried out. */
    private UUID requireOwner(String id) {
        if (!caller.getSubject().equals(id)) {
            throw new GatehouseException(ProblemCode.NOT_FOUND, "There is no such workspace.");
        }
        return Ids.uuid(id);
    }

    private static String version(String expected) {
        if (expected == null || !expected.matches("\"[\\w-]{1,100}\"")) {
            throw new GatehouseException(
                    ProblemCode.INVALID_VALUE, "If-Match must name the version that was read, as its ETag gave it.");
        }
        return expected.substring(1, expected.length() - 1);
    }

    private static EntityTag tag(Instructions instructions) {
        return new EntityTag(instructions.version());
    }
}
