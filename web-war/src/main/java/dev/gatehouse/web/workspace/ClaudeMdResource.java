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

/** The person's own CLAUDE.md as {@code {"text":…}} with an entity tag. */
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

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response put(@HeaderParam(HttpHeaders.IF_MATCH) String version, InputStream body) throws IOException {
        Asker asker = Asker.of(viewer.require());
        if (version == null) {
            throw new GatehouseException(
                    ProblemCode.INVALID_VALUE, "If-Match must name the version that was read, as its ETag gave it.");
        }
        byte[] bytes = body.readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw new GatehouseException(ProblemCode.TOO_LARGE, "CLAUDE.md is too large. Shorten it.");
        }
        String text =
                ContractJson.parse(new String(bytes, StandardCharsets.UTF_8)).getString("text", "");
        return answer(agent.saveClaudeMd(asker, new Memory(text, version)));
    }

    private static Response answer(Memory memory) {
        return Response.ok(Json.createObjectBuilder()
                        .add("text", memory.text())
                        .build()
                        .toString())
                .header(HttpHeaders.ETAG, memory.version())
                .build();
    }
}
