package dev.gatehouse.web.chat.boundary;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.web.accounts.entity.Role;
import dev.gatehouse.web.api.Body;
import dev.gatehouse.web.chat.control.Conversations;
import dev.gatehouse.web.chat.control.SessionStart;
import dev.gatehouse.web.chat.entity.Conversation;
import dev.gatehouse.web.chat.entity.Title;
import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.security.control.Viewer;
import dev.gatehouse.web.sessions.AgentClient;
import dev.gatehouse.web.sessions.Asker;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Logger;

/** The person's own conversations. */
@Path("conversations")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.USER)
public class ConversationsResource {

    private static final Logger LOG = Logger.getLogger(ConversationsResource.class.getName());
    private static final int MAX_BODY = 16 * 1024;
    private static final int MAX_PAGE = 200;

    @Inject
    private Viewer viewer;

    @Inject
    private Conversations conversations;

    @Inject
    private SessionStart sessions;

    @Inject
    private AgentClient agent;

    /** @param before {@code updatedAt} of the last one of the page before */
    @GET
    public String list(@QueryParam("before") String before, @DefaultValue("100") @QueryParam("limit") int limit) {
        PortalCaller caller = viewer.require();
        var json = Json.createArrayBuilder();
        conversations
                .of(caller.account(), instant(before), Math.clamp(limit, 1, MAX_PAGE))
                .forEach(each -> json.add(write(each)));
        return json.build().toString();
    }

    @POST
    public Response create(InputStream body) {
        PortalCaller caller = viewer.require();
        JsonObject json = Body.read(body, MAX_BODY);
        SessionId id = text(json, "id").map(ConversationsResource::id).orElseGet(SessionId::random);
        sessions.create(Asker.of(caller), id, text(json, "mode").map(ConversationsResource::mode), text(json, "model"));
        Conversation created = conversations.require(id, caller.account());
        return Response.status(Response.Status.CREATED)
                .entity(write(created).toString())
                .build();
    }

    @PATCH
    @Path("{id}")
    public String rename(@PathParam("id") String id, InputStream body) {
        PortalCaller caller = viewer.require();
        SessionId session = SessionPath.parse(id);
        conversations.require(session, caller.account());
        try {
            Title title = Title.typed(text(Body.read(body, MAX_BODY), "title").orElse(""));
            return write(conversations.rename(session, caller.account(), title)).toString();
        } catch (IllegalArgumentException e) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, e.getMessage());
        }
    }

    @DELETE
    @Path("{id}")
    @Consumes(MediaType.WILDCARD)
    public void delete(@PathParam("id") String id) {
        PortalCaller caller = viewer.require();
        SessionId session = SessionPath.parse(id);
        conversations.delete(session, caller.account());
        stopWork(caller, session);
    }

    /**
     * Claude stops when its conversation is deleted and not when the time to bring it back is over. It is deleted all
     * the same if the agent cannot be reached; {@link dev.gatehouse.web.chat.control.Deletion} stops it then.
     */
    private void stopWork(PortalCaller caller, SessionId session) {
        try {
            agent.send(Asker.of(caller), session, new AgentCommand.Park());
        } catch (GatehouseException e) {
            LOG.fine(() -> "the deleted " + session + " is stopped later: " + e.problem());
        }
    }

    @POST
    @Path("{id}/restore")
    @Consumes(MediaType.WILDCARD)
    public String restore(@PathParam("id") String id) {
        PortalCaller caller = viewer.require();
        return write(conversations.restore(SessionPath.parse(id), caller.account()))
                .toString();
    }

    private static JsonObject write(Conversation conversation) {
        return Json.createObjectBuilder()
                .add("id", conversation.id().toString())
                .add("title", conversation.title())
                .add("createdAt", conversation.createdAt().toString())
                .add("updatedAt", conversation.updatedAt().toString())
                .add("lastSeq", conversation.lastSeq())
                .add("openQuestions", conversation.openQuestions())
                .add("phase", conversation.phase().name())
                .build();
    }

    private static Optional<String> text(JsonObject json, String name) {
        return json.get(name) instanceof JsonString value ? Optional.of(value.getString()) : Optional.empty();
    }

    private static SessionId id(String text) {
        try {
            return SessionId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, "The id must be a UUID.");
        }
    }

    private static PermissionMode mode(String text) {
        return PermissionMode.fromWireName(text)
                .orElseThrow(() ->
                        new GatehouseException(ProblemCode.INVALID_VALUE, "There is no permission mode of this name."));
    }

    private static Instant instant(String text) {
        try {
            return text == null || text.isBlank() ? Instant.ofEpochMilli(Long.MAX_VALUE / 2) : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, "before must be a time like 2026-01-31T12:00:00Z.");
        }
    }
}
