package dev.gatehouse.web.workspace;

import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.entity.Role;
import dev.gatehouse.web.security.control.Viewer;
import dev.gatehouse.web.sessions.AgentClient;
import dev.gatehouse.web.sessions.AgentClient.Memory;
import dev.gatehouse.web.sessions.Asker;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The person's own CLAUDE.md as {@code {"text":…,"version":…}}. */
@Path("claude-md")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.USER)
public class ClaudeMdResource {

    /** More than the agent takes; it says how much that is. */
    private static final int MAX_BODY = 1024 * 1024;

    @Inject
    private Viewer viewer;

    @Inject
    private AgentClient agent;

    @GET
    public Response get() {
        Asker asker = Asker.of(viewer.require());
        return answer(agent.claudeMd(asker));
    }

    /** The version that was read comes as {@code version} in the body or as {@code If-Match}. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response put(@HeaderParam(HttpHeaders.IF_MATCH) String expected, InputStream body) throws IOException {
        Asker asker = Asker.of(viewer.require());
        byte[] bytes = body.readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw new GatehouseException(ProblemCode.TOO_LARGE, "CLAUDE.md is too large. Shorten it.");
        }
        JsonObject json = ContractJson.parse(new String(bytes, StandardCharsets.UTF_8));
        String version = json.getString("version", expected == null ? "" : expected);
        if (version.isEmpty() || !(json.get("text") instanceof JsonString text)) {
            throw new GatehouseException(
                    ProblemCode.INVALID_VALUE,
                    "The text is needed, and the version that was read before it was changed.");
        }
        return answer(agent.saveClaudeMd(asker, new Memory(text.getString(), version)));
    }

    private static Response answer(Memory memory) {
        return Response.ok(Json.createObjectBuilder()
                        .add("text", memory.text())
                        .add("version", memory.version())
                        .build()
                        .toString())
                .header(HttpHeaders.ETAG, memory.version())
                .build();
    }
}
