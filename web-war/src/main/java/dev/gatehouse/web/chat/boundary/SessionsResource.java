package dev.gatehouse.web.chat.boundary;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.web.accounts.entity.Role;
import dev.gatehouse.web.api.Body;
import dev.gatehouse.web.chat.control.Conversations;
import dev.gatehouse.web.chat.control.SessionStart;
import dev.gatehouse.web.security.control.Viewer;
import dev.gatehouse.web.sessions.AgentClient;
import dev.gatehouse.web.sessions.Asker;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** One conversation as it runs at the agent; every method looks it up with its owner first. */
@Path("sessions/{id}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.USER)
public class SessionsResource {

    /** Some pictures in base64. */
    private static final int MAX_COMMAND = 24 * 1024 * 1024;

    private static final int MAX_PAGE = 1000;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    @Inject
    private Viewer viewer;

    @Inject
    private Conversations conversations;

    @Inject
    private SessionStart sessions;

    @Inject
    private AgentClient agent;

    private Asker asker;
    private SessionId session;

    /** @throws GatehouseException {@code SESSION_NOT_FOUND} unless the session is the caller's own. */
    private void requireOwner(String id) {
        asker = Asker.of(viewer.require());
        session = SessionPath.parse(id);
        conversations.require(session, asker.account());
    }

    @GET
    public String get(@PathParam("id") String id) {
        requireOwner(id);
        return ContractJson.write(agent.session(asker, session)).toString();
    }

    @GET
    @Path("history")
    public byte[] history(
            @PathParam("id") String id,
            @QueryParam("before") Long before,
            @DefaultValue("200") @QueryParam("limit") int limit) {
        requireOwner(id);
        OptionalLong upTo = before == null ? OptionalLong.empty() : OptionalLong.of(Math.max(1, before));
        return agent.history(asker, session, upTo, Math.clamp(limit, 1, MAX_PAGE));
    }

    @GET
    @Path("blobs/{sha256}")
    @Produces(MediaType.WILDCARD)
    public Response blob(@PathParam("id") String id, @PathParam("sha256") String sha256) {
        requireOwner(id);
        if (!SHA256.matcher(sha256).matches()) {
            throw new GatehouseException(ProblemCode.NOT_FOUND, "There is no such picture.");
        }
        byte[] bytes = agent.blob(asker, session, sha256);
        Optional<String> picture = PictureType.of(bytes);
        var response = Response.ok(bytes, picture.orElse(MediaType.APPLICATION_OCTET_STREAM))
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Cache-Control", "private, max-age=86400, immutable");
        return picture.isPresent()
                ? response.build()
                : response.header("Content-Disposition", "attachment").build();
    }

    @POST
    @Path("commands")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response command(@PathParam("id") String id, InputStream body) {
        requireOwner(id);
        AgentCommand command = ContractJson.readCommand(Body.read(body, MAX_COMMAND));
        switch (door(command)) {
            case CLOSED ->
                throw new GatehouseException(ProblemCode.FORBIDDEN, "This is not sent as a command by a page.");
            case UNDER_TODAYS_GRANT -> sessions.refreshGrant(asker, session);
            case OPEN -> {
                // the agent checks it against the grant it has
            }
        }
        String answer = agent.send(asker, session, command);
        return Response.accepted(answer).build();
    }

    private enum Door {
        CLOSED,
        OPEN,
        UNDER_TODAYS_GRANT
    }

    private static Door door(AgentCommand command) {
        return switch (command) {
            case AgentCommand.StartSession start -> Door.CLOSED;
            case AgentCommand.EndSession end -> Door.CLOSED;
            case AgentCommand.Warm warm -> Door.UNDER_TODAYS_GRANT;
            case AgentCommand.Prompt prompt -> Door.UNDER_TODAYS_GRANT;
            case AgentCommand.ChangeMode mode -> Door.UNDER_TODAYS_GRANT;
            case AgentCommand.ChangeModel model -> Door.UNDER_TODAYS_GRANT;
            case AgentCommand.CancelPrompt cancel -> Door.OPEN;
            case AgentCommand.Interrupt interrupt -> Door.OPEN;
            case AgentCommand.AnswerPermission answer -> Door.OPEN;
            case AgentCommand.AnswerQuestion answer -> Door.OPEN;
            case AgentCommand.AnswerPlan answer -> Door.OPEN;
            case AgentCommand.RevokeSessionRule rule -> Door.OPEN;
            case AgentCommand.StopTask task -> Door.OPEN;
            case AgentCommand.Park park -> Door.OPEN;
        };
    }
}
