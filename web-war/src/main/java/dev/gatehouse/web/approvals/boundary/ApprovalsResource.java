package dev.gatehouse.web.approvals.boundary;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentCommand.AnswerPermission;
import dev.gatehouse.contract.AgentCommand.AnswerPlan;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.web.accounts.entity.Role;
import dev.gatehouse.web.api.Body;
import dev.gatehouse.web.approvals.control.AnswerRight;
import dev.gatehouse.web.approvals.control.Answers;
import dev.gatehouse.web.approvals.control.InboxQuestion;
import dev.gatehouse.web.approvals.control.OpenQuestions;
import dev.gatehouse.web.approvals.control.SessionContext;
import dev.gatehouse.web.approvals.entity.QuestionKind;
import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
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
import java.util.List;
import java.util.Optional;

/** The inbox of open questions; every question is looked up together with who may see it. */
@Path("approvals")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.USER)
public class ApprovalsResource {

    /** Answers to several questions of the person's own, each with a text. */
    private static final int MAX_BODY = 256 * 1024;

    static final int MAX_DENIED_AT_ONCE = 100;
    private static final int MAX_REASON = 2000;

    @Inject
    private Viewer viewer;

    @Inject
    private OpenQuestions questions;

    @Inject
    private Answers answers;

    @Inject
    private SessionContext context;

    @Inject
    private InboxJson json;

    /** What is open, what ended a little while ago, and by which clock. */
    @GET
    public String list() {
        PortalCaller caller = viewer.require();
        return json.inbox(questions.open(caller.account()), questions.ended(caller.account()));
    }

    /** How many questions wait for the viewer's answer. */
    @GET
    @Path("count")
    public String count() {
        PortalCaller caller = viewer.require();
        long waiting = questions.open(caller.account()).stream()
                .filter(each -> each.right() == AnswerRight.ANSWERS)
                .count();
        return Json.createObjectBuilder().add("questions", waiting).build().toString();
    }

    /** One question with its whole input. */
    @GET
    @Path("{id}")
    public String get(@PathParam("id") String id) {
        PortalCaller caller = viewer.require();
        return json.whole(questions.require(id, caller.account())).toString();
    }

    /** What led to the question, as much as an approver may see. */
    @GET
    @Path("{id}/context")
    public String context(@PathParam("id") String id) {
        PortalCaller caller = viewer.require();
        InboxQuestion question = questions.require(id, caller.account());
        if (!question.owns() && question.question().outcome().isPresent()) {
            throw new GatehouseException(
                    ProblemCode.QUESTION_NOT_FOUND, "The question is settled; what led to it is its owner's matter.");
        }
        return InboxJson.context(question.title(), context.of(question.question()))
                .toString();
    }

    /** The questions of a conversation of the caller's own: who is being waited for, and who answered. */
    @GET
    @Path("of/{session}")
    public String ofOwn(@PathParam("session") String session) {
        PortalCaller caller = viewer.require();
        return json.waiting(caller.account(), questions.ofOwn(session(session), caller.account()));
    }

    @POST
    @Path("{id}")
    public Response answer(@PathParam("id") String id, InputStream body) {
        PortalCaller caller = viewer.require();
        answers.give(caller, id, ContractJson.readCommand(Body.read(body, MAX_BODY)));
        return Response.accepted("{}").build();
    }

    /** Several with one reason; what became of each is told. */
    @POST
    @Path("denials")
    public String deny(InputStream body) {
        PortalCaller caller = viewer.require();
        JsonObject asked = Body.read(body, MAX_BODY);
        String reason = asked.get("reason") instanceof JsonString text
                ? text.getString().strip()
                : "";
        if (reason.isEmpty() || reason.length() > MAX_REASON) {
            throw new GatehouseException(
                    ProblemCode.INVALID_VALUE, "Say why, in at most " + MAX_REASON + " characters: Claude is told.");
        }
        var results = Json.createArrayBuilder();
        for (String id : ids(asked)) {
            results.add(denied(caller, id, reason));
        }
        return results.build().toString();
    }

    private JsonObject denied(PortalCaller caller, String id, String reason) {
        var result = Json.createObjectBuilder().add("id", id);
        try {
            answers.give(caller, id, denial(questions.require(id, caller.account()), reason));
            return result.add("denied", true).build();
        } catch (GatehouseException e) {
            return result.add("denied", false)
                    .add("problem", e.problem().toJson())
                    .build();
        }
    }

    private static AgentCommand denial(InboxQuestion question, String reason) {
        String id = question.question().id();
        if (question.question().kind() == QuestionKind.QUESTION) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, "A question about the work cannot be denied.");
        }
        return question.question().kind() == QuestionKind.PLAN
                ? new AnswerPlan(id, false, Optional.empty(), Optional.of(reason))
                : new AnswerPermission(id, AgentCommand.Decision.DENY, Optional.of(reason));
    }

    private static List<String> ids(JsonObject asked) {
        List<String> ids = asked.get("questions") instanceof JsonArray array
                ? array.stream()
                        .filter(JsonString.class::isInstance)
                        .map(each -> ((JsonString) each).getString())
                        .distinct()
                        .toList()
                : List.of();
        if (ids.isEmpty() || ids.size() > MAX_DENIED_AT_ONCE) {
            throw new GatehouseException(
                    ProblemCode.INVALID_VALUE, "Choose 1 to " + MAX_DENIED_AT_ONCE + " questions.");
        }
        return ids;
    }

    private static SessionId session(String text) {
        try {
            return SessionId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new GatehouseException(ProblemCode.SESSION_NOT_FOUND, "There is no such conversation.");
        }
    }
}
