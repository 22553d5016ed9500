package dev.gatehouse.agent.sessions.boundary;

import dev.gatehouse.agent.sessions.control.AgentSession;
import dev.gatehouse.agent.sessions.control.Answerer;
import dev.gatehouse.agent.sessions.control.Commands;
import dev.gatehouse.agent.sessions.control.Sessions;
import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Ids;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.contract.SessionSummary;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Sessions for web: every one is looked up together with the person the token speaks for. */
@Path("sessions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(SessionsResource.USER)
public class SessionsResource {

    static final String USER = "user";
    static final String ADMINISTRATOR = "administrator";
    static final String APPROVER = "approver";

    /** The claim of {@code ServiceToken.question}. */
    private static final String QUESTION = "question";

    private static final int DEFAULT_PAGE = 200;

    @Inject
    JsonWebToken caller;

    @Inject
    Sessions sessions;

    @Inject
    Commands commands;

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public SessionSummary start(@PathParam("id") String id, AgentCommand command) {
        if (!(command instanceof AgentCommand.StartSession start)) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, "A session is created by StartSession.");
        }
        return sessions.start(session(id), start, subject()).summary();
    }

    @POST
    @Path("{id}/commands")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response command(@PathParam("id") String id, AgentCommand command) {
        Optional<String> question = answered(command).filter(asked -> mayAnswer(caller, asked));
        AgentSession session = command instanceof AgentCommand.Park
                ? visible(id)
                : question.isPresent() ? sessions.get(session(id)) : own(id);
        boolean forSomebodyElse = question.isPresent() && !subject().equals(session.owner());
        long seq = commands.execute(
                session, command, forSomebodyElse ? Answerer.approver(subject()) : Answerer.person(subject()));
        return Response.accepted(
                        Json.createObjectBuilder().add("seq", seq).build().toString())
                .build();
    }

    /** The sessions that are open at the agent; all of them for an administrator who asks so. */
    @GET
    public JsonArray list(@QueryParam("all") boolean all) {
        Optional<UUID> owner = all && isAdministrator() ? Optional.empty() : Optional.of(subject());
        var json = Json.createArrayBuilder();
        sessions.open(owner).forEach(session -> json.add(ContractJson.write(session.summary())));
        return json.build();
    }

    @GET
    @Path("{id}")
    public SessionSummary get(@PathParam("id") String id) {
        return visible(id).summary();
    }

    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) {
        AgentSession session = own(id);
        sessions.delete(session.id(), subject());
        return Response.noContent().build();
    }

    /** @param before exclusive; without it the newest page */
    @GET
    @Path("{id}/history")
    public byte[] history(
            @PathParam("id") String id,
            @QueryParam("before") @DefaultValue("9223372036854775807") long before,
            @QueryParam("limit") @DefaultValue("" + DEFAULT_PAGE) int limit) {
        AgentSession session = own(id);
        if (before < 1 || limit < 1) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, "before and limit must be at least 1.");
        }
        return session.history(before, limit);
    }

    @GET
    @Path("{id}/blobs/{sha256}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response blob(@PathParam("id") String id, @PathParam("sha256") String sha256) {
        AgentSession session = own(id);
        return sessions.blob(session.id(), sha256)
                .map(bytes -> Response.ok(bytes).build())
                .orElseThrow(() -> new GatehouseException(ProblemCode.NOT_FOUND, "There is no such image."));
    }

    private static Optional<String> answered(AgentCommand command) {
        return command instanceof AgentCommand.AnswerPermission answer
                ? Optional.of(answer.questionId())
                : command instanceof AgentCommand.AnswerPlan answer
                        ? Optional.of(answer.questionId())
                        : Optional.empty();
    }

    /** Web names in the token which question an approver may answer in somebody else's session; no other one. */
    static boolean mayAnswer(JsonWebToken caller, String question) {
        return caller.getGroups().contains(APPROVER) && question.equals(caller.getClaim(QUESTION));
    }

    private AgentSession own(String id) {
        AgentSession session = sessions.get(session(id));
        if (!subject().equals(session.owner())) {
            throw notFound();
        }
        return session;
    }

    private AgentSession visible(String id) {
        AgentSession session = sessions.get(session(id));
        if (!subject().equals(session.owner()) && !isAdministrator()) {
            throw notFound();
        }
        return session;
    }

    private boolean isAdministrator() {
        return caller.getGroups().contains(ADMINISTRATOR);
    }

    private UUID subject() {
        return Ids.uuid(caller.getSubject());
    }

    private static SessionId session(String id) {
        try {
            return SessionId.parse(id);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static GatehouseException notFound() {
        return new GatehouseException(ProblemCode.SESSION_NOT_FOUND, "This conversation does not exist.");
    }
}
