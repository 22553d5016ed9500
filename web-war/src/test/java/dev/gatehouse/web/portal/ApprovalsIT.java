package dev.gatehouse.web.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.Resolution;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.QuestionRules.AnsweredBy;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.web.accounts.entity.Capacity;
import dev.gatehouse.web.sessions.StubAgent.Received;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Who sees and answers what Claude asks, and what those who may not are told. */
class ApprovalsIT extends PortalWithApprovers {

    @Deployment(testable = false)
    static WebArchive portal() {
        return war("approvals").addClass(ApprovalsProbe.class);
    }

    private static HttpResponse<String> answer(Visitor who, String question, String decision) throws Exception {
        String body = "{\"type\":\"AnswerPermission\",\"questionId\":\"" + question + "\",\"decision\":\"" + decision
                + "\",\"message\":\"because\"}";
        return who.change("POST", "/api/approvals/" + question, body);
    }

    private static String open(SessionId session, Visitor whoSees) throws Exception {
        String question = asks(session);
        await("the question is in the inbox", () -> seen(whoSees, question).isPresent());
        return question;
    }

    private static List<Received> commands(SessionId session) {
        return agent.received().stream()
                .filter(each -> each.path().equals("/sessions/" + session + "/commands"))
                .toList();
    }

    @Test
    void anApproverSeesTheExactInputAndAnswersWithATokenForThisOneQuestion() throws Exception {
        SessionId session = governed(bob, AnsweredBy.APPROVERS);
        String question = open(session, ben);
        JsonObject shown = seen(ben, question).orElseThrow();
        assertEquals("bob", shown.getString("requester"));
        assertEquals("ANSWERS", shown.getString("right"));
        assertEquals(
                COMMAND, shown.getJsonObject("event").getJsonObject("input").getString("command"));
        assertEquals("Bash(rm *)", shown.getJsonObject("event").getString("matchedRule"));
        assertTrue(shown.containsKey("deadline"));

        assertEquals(202, answer(ben, question, "ONCE").statusCode());
        Received sent = commands(session).getLast();
        assertEquals(id(ben), sent.token().subject());
        assertEquals(Optional.of(question), sent.token().question());
        assertEquals(Set.of("user", "approver"), sent.token().roles());
        assertTrue(sent.body().contains("\"ONCE\""), sent.body());
    }

    @Test
    void theOwnerAnswersTheirOwnWithoutBeingAnApprover() throws Exception {
        SessionId session = governed(bob, AnsweredBy.PERSON);
        String question = open(session, bob);
        assertEquals(202, answer(bob, question, "SESSION").statusCode());
        assertEquals(Optional.empty(), commands(session).getLast().token().question());
    }

    @Test
    void whoApprovesForAnotherGroupFindsNothing() throws Exception {
        SessionId session = governed(bob, AnsweredBy.APPROVERS);
        String question = open(session, ben);
        assertEquals(Optional.empty(), seen(eve, question));
        assertEquals(404, eve.get("/api/approvals/" + question).statusCode());
        assertEquals(404, eve.get("/api/approvals/" + question + "/context").statusCode());
        assertEquals(404, answer(eve, question, "ONCE").statusCode());
        // an administrator is no approver either
        assertEquals(404, answer(ada, question, "DENY").statusCode());
        assertEquals(List.of(), commands(session));
    }

    @Test
    void whatOnlyThePersonAnswersIsInNoApproversInbox() throws Exception {
        SessionId session = governed(bob, AnsweredBy.PERSON);
        String question = open(session, bob);
        assertEquals(Optional.empty(), seen(ben, question));
        assertEquals(404, answer(ben, question, "ONCE").statusCode());
    }

    @Test
    void whereApproversDecideThePersonOnlyWatches() throws Exception {
        SessionId session = governed(bob, AnsweredBy.APPROVERS);
        String question = open(session, bob);
        assertEquals("WATCHES", right(bob, question));
        assertEquals(403, answer(bob, question, "ONCE").statusCode());
        assertEquals(403, answer(bob, question, "DENY").statusCode());
        assertEquals(List.of(), commands(session));
        JsonObject waiting = Visitor.json(bob.get("/api/approvals/of/" + session));
        assertEquals("ben", waiting.getJsonArray("approvers").getString(0));
        // and nobody else learns who that is
        assertEquals(
                List.of(), Visitor.json(ben.get("/api/approvals/of/" + session)).getJsonArray("questions"));
    }

    @Test
    void anApproverIsNeverTheirOwnSecondPairOfEyes() throws Exception {
        SessionId session = governed(ben, AnsweredBy.FOUR_EYES);
        String question = open(session, ben);
        assertEquals(202, answer(ben, question, "ONCE").statusCode());
        assertEquals(Optional.empty(), commands(session).getLast().token().question());
        script.happens(session, new AgentEvent.PermissionEndorsed(question, id(ben), true));
        await("the endorsement is known", () -> right(ben, question).equals("MAY_STILL_DENY"));
        assertEquals(403, answer(ben, question, "ONCE").statusCode());
        assertEquals(1, commands(session).size());
    }

    @Test
    void withFourEyesTheOtherPairSeesWhoHasAllowedAndEitherMayStillDeny() throws Exception {
        SessionId session = governed(bob, AnsweredBy.FOUR_EYES);
        String question = open(session, ben);
        script.happens(session, new AgentEvent.PermissionEndorsed(question, id(bob), true));
        await("the endorsement is known", () -> right(bob, question).equals("MAY_STILL_DENY"));
        JsonObject shown = seen(ben, question).orElseThrow();
        assertEquals("ANSWERS", shown.getString("right"));
        assertEquals("bob", shown.getJsonObject("endorsed").getString("byName"));
        assertEquals(403, answer(bob, question, "ONCE").statusCode());
        assertEquals(202, answer(bob, question, "DENY").statusCode());
    }

    @Test
    void inSomebodyElsesConversationNothingIsAllowedForGood() throws Exception {
        SessionId session = governed(bob, AnsweredBy.PERSON_OR_APPROVERS);
        String question = open(session, ben);
        HttpResponse<String> refused = answer(ben, question, "SESSION");
        assertEquals(403, refused.statusCode());
        assertTrue(refused.body().contains("only allow once"), refused.body());
    }

    @Test
    void anAnswerBelongsToItsQuestion() throws Exception {
        SessionId session = governed(bob, AnsweredBy.APPROVERS);
        String one = open(session, ben);
        String other = open(session, ben);
        String swapped = "{\"type\":\"AnswerPermission\",\"questionId\":\"" + other + "\",\"decision\":\"ONCE\"}";
        assertEquals(400, ben.change("POST", "/api/approvals/" + one, swapped).statusCode());
        String prompt = "{\"type\":\"Interrupt\"}";
        assertEquals(400, ben.change("POST", "/api/approvals/" + one, prompt).statusCode());
        String plan = "{\"type\":\"AnswerPlan\",\"questionId\":\"" + one + "\",\"accept\":true}";
        assertEquals(400, ben.change("POST", "/api/approvals/" + one, plan).statusCode());
        assertEquals(List.of(), commands(session));
    }

    @Test
    void aLateAnswerIsToldWhoDidWhatAndWhen() throws Exception {
        SessionId session = governed(bob, AnsweredBy.PERSON_OR_APPROVERS);
        String question = open(session, ben);
        ends(session, question, Resolution.DENIED, bob);
        await("it is settled", () -> seen(ben, question).isEmpty());
        HttpResponse<String> late = answer(ben, question, "ONCE");
        assertEquals(409, late.statusCode());
        JsonObject told = Visitor.json(late);
        assertEquals("ALREADY_ANSWERED", told.getString("code"));
        assertEquals("DENIED", told.getString("outcome"));
        assertEquals("bob", told.getString("byName"));
        assertTrue(told.containsKey("at"), late.body());
        assertTrue(told.getString("detail").contains("already denied by bob"), late.body());
        assertEquals(List.of(), commands(session));
        assertTrue(inbox(ben, "ended").stream()
                .anyMatch(each -> each.getString("id").equals(question)
                        && each.getJsonObject("outcome").getString("byName").equals("bob")));
    }

    @Test
    void anAnswerThatIsLateOnlyAtTheAgentIsToldTheSame() throws Exception {
        SessionId session = governed(bob, AnsweredBy.PERSON_OR_APPROVERS);
        String question = open(session, ben);
        script.refusal = new Problem(
                ProblemCode.ALREADY_ANSWERED, "late", Map.of("outcome", "ALLOWED_ONCE", "by", id(bob).toString()));
        JsonObject told = Visitor.json(answer(ben, question, "DENY"));
        assertEquals("bob", told.getString("byName"));
        assertTrue(told.getString("detail").contains("allowed once by bob"), told.toString());
    }

    @Test
    void severalAreDeniedWithOneReasonAndEachIsToldApart() throws Exception {
        SessionId session = governed(bob, AnsweredBy.APPROVERS);
        String one = open(session, ben);
        String other = open(session, ben);
        SessionId foreign = governed(ada, AnsweredBy.PERSON);
        String hidden = open(foreign, ada);
        String body = "{\"reason\":\"not today\",\"questions\":[\"" + one + "\",\"" + other + "\",\"" + hidden + "\"]}";
        HttpResponse<String> response = ben.change("POST", "/api/approvals/denials", body);
        assertEquals(200, response.statusCode(), response.body());
        List<Boolean> denied =
                Json.createReader(new StringReader(response.body())).readArray().getValuesAs(JsonObject.class).stream()
                        .map(each -> each.getBoolean("denied"))
                        .toList();
        assertEquals(List.of(true, true, false), denied);
        assertEquals(2, commands(session).size());
        assertTrue(commands(session).getLast().body().contains("not today"));
        assertEquals(List.of(), commands(foreign));
    }

    @Test
    void denyingSeveralNeedsAReason() throws Exception {
        SessionId session = governed(bob, AnsweredBy.APPROVERS);
        String question = open(session, ben);
        String body = "{\"reason\":\"  \",\"questions\":[\"" + question + "\"]}";
        assertEquals(400, ben.change("POST", "/api/approvals/denials", body).statusCode());
        assertEquals(List.of(), commands(session));
    }

    @Test
    void aForgedRequestAnswersNothing() throws Exception {
        SessionId session = governed(bob, AnsweredBy.APPROVERS);
        String question = open(session, ben);
        String body = "{\"type\":\"AnswerPermission\",\"questionId\":\"" + question + "\",\"decision\":\"ONCE\"}";
        HttpResponse<String> withoutToken = ben.send(ben.request("/api/approvals/" + question)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertEquals(403, withoutToken.statusCode());
        HttpResponse<String> crossSite = ben.send(ben.request("/api/approvals/" + question)
                .header("Content-Type", "application/json")
                .header("X-CSRF-Token", ben.csrf())
                .header("Sec-Fetch-Site", "cross-site")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertEquals(403, crossSite.statusCode());
        assertEquals(List.of(), commands(session));
    }

    @Test
    void aLostRoleCountsAtOnce() throws Exception {
        Visitor temporary = person("temp");
        add("team", temporary, Capacity.APPROVER);
        SessionId session = governed(bob, AnsweredBy.APPROVERS);
        String question = open(session, temporary);
        remove("team", temporary, Capacity.APPROVER);
        assertEquals(Optional.empty(), seen(temporary, question));
        assertEquals(404, answer(temporary, question, "ONCE").statusCode());
        assertEquals(List.of(), commands(session));
        temporary.close();
    }

    @Test
    void aChangedGrantChangesWhoAnswersWhatIsOpen() throws Exception {
        SessionId session = governed(bob, AnsweredBy.PERSON);
        String question = open(session, bob);
        script.happens(session, new AgentEvent.GrantChanged(grant(AnsweredBy.APPROVERS, 0)));
        await("the approver sees it", () -> right(ben, question).equals("ANSWERS"));
        assertEquals("WATCHES", right(bob, question));
        assertFalse(seen(ben, question).orElseThrow().containsKey("deadline"));
    }

    @Test
    void aDeletedConversationAsksNobody() throws Exception {
        SessionId session = governed(bob, AnsweredBy.APPROVERS);
        String question = open(session, ben);
        assertEquals(
                204, bob.change("DELETE", "/api/conversations/" + session, "").statusCode());
        assertEquals(Optional.empty(), seen(ben, question));
        assertEquals(404, answer(ben, question, "ONCE").statusCode());
    }

    @Test
    void anApproverReadsWhatLedToAnOpenQuestionAndNoMore() throws Exception {
        script.history =
                "[{\"v\":1,\"type\":\"PromptAccepted\",\"seq\":2,\"at\":\"2026-01-01T12:00:00Z\",\"promptId\":\""
                        + id(bob) + "\",\"by\":\"" + id(bob) + "\",\"text\":\"Clean up, please\",\"images\":[]}]";
        SessionId session = governed(bob, AnsweredBy.APPROVERS);
        String question = open(session, ben);
        JsonObject context = Visitor.json(ben.get("/api/approvals/" + question + "/context"));
        assertEquals("Clean up, please", context.getString("prompt"));
        // the conversation itself stays its owner's
        assertEquals(404, ben.get(path(session, "/history")).statusCode());
        ends(session, question, Resolution.DENIED, ben);
        await("it is settled", () -> seen(ben, question).isEmpty());
        assertEquals(404, ben.get("/api/approvals/" + question + "/context").statusCode());
        script.history = "[ ]";
    }

    @Test
    void theBadgeCountsWhatWaitsForThisPerson() throws Exception {
        Visitor lone = person("lone");
        SessionId session = governed(lone, AnsweredBy.PERSON);
        open(session, lone);
        assertEquals(1, Visitor.json(lone.get("/api/approvals/count")).getInt("questions"));
        assertEquals(401, new Visitor(lone.portal()).get("/api/approvals/count").statusCode());
        lone.close();
    }
}
