package dev.gatehouse.web.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.QuestionRules;
import dev.gatehouse.contract.QuestionRules.AnsweredBy;
import dev.gatehouse.contract.QuestionRules.Unwatched;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.web.accounts.entity.Capacity;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;

/** Bob works in the team that ben approves for; eve approves for another one. */
abstract class PortalWithApprovers extends PortalWithAgent {

    static final String COMMAND = "rm -rf build";

    static Visitor ben;
    static Visitor eve;

    @BeforeEach
    void formTeams() throws Exception {
        if (ben == null) {
            ben = person("ben");
            eve = person("eve");
            add("team", bob, Capacity.MEMBER);
            add("team", ben, Capacity.MEMBER);
            add("team", ben, Capacity.APPROVER);
            add("others", eve, Capacity.APPROVER);
        }
        script.refusal = null;
    }

    @AfterAll
    static void dissolve() {
        ben.close();
        eve.close();
        ben = null;
    }

    static void add(String group, Visitor who, Capacity capacity) throws Exception {
        belong("add", group, who, capacity);
    }

    static void remove(String group, Visitor who, Capacity capacity) throws Exception {
        belong("remove", group, who, capacity);
    }

    private static void belong(String what, String group, Visitor who, Capacity capacity) throws Exception {
        String query = "?group=" + group + "&account=" + id(who) + "&capacity=" + capacity;
        assertEquals(
                204, ada.change("POST", "/api/group-probe/" + what + query, "").statusCode());
    }

    private static final String ONLY_ASK = "{\"everyone\": {\"modes\": {\"allowed\": [\"default\"],"
            + " \"initial\": \"default\", \"fallback\": \"default\"}}}";

    /** A policy that allows one mode; the WAR has the {@link PolicyProbe}. */
    static void publishOnlyAsk() throws Exception {
        if (!probe("number", "").equals("0")) {
            return;
        }
        probe("confirm", PortalUnderTest.ADMIN_PASSWORD);
        String seen = probe("seen", "");
        String draft = probe("save?seen=" + seen + "&based=0", ONLY_ASK);
        probe("publish?reason=as+agreed&seen=" + draft, "");
    }

    private static String probe(String call, String body) throws Exception {
        HttpResponse<String> answer = ada.send(ada.request("/api/policy-probe/" + call)
                .header("X-CSRF-Token", ada.csrf())
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertEquals(2, answer.statusCode() / 100, call + ": " + answer.body());
        return answer.body();
    }

    static UUID id(Visitor who) throws Exception {
        return UUID.fromString(Visitor.json(who.get("/api/me")).getString("id"));
    }

    static ModeGrant grant(AnsweredBy answeredBy, int questionMinutes) {
        return new ModeGrant(
                Set.of(PermissionMode.DEFAULT),
                PermissionMode.DEFAULT,
                PermissionMode.DEFAULT,
                Rules.NONE,
                new Limits(questionMinutes, 30, 3),
                List.of(),
                1,
                Optional.empty(),
                new QuestionRules(answeredBy, Unwatched.WAIT),
                Optional.empty(),
                1,
                Optional.empty());
    }

    /** A conversation of the person's whose questions are answered so. */
    static SessionId governed(Visitor who, AnsweredBy answeredBy) throws Exception {
        SessionId session = start(who);
        script.happens(
                session,
                new AgentEvent.SessionStarted(
                        id(who), grant(answeredBy, 10), PermissionMode.DEFAULT, Optional.empty(), Optional.empty()));
        return session;
    }

    /** Claude asks to run a command. @return the question's id */
    static String asks(SessionId session) {
        String id = UUID.randomUUID().toString();
        script.happens(
                session,
                new AgentEvent.PermissionRequested(
                        id,
                        "tool",
                        "Bash",
                        Json.createObjectBuilder().add("command", COMMAND).build(),
                        Optional.of("Clean up"),
                        Optional.of("Because of a rule"),
                        Optional.of("rule"),
                        Optional.of("Bash(rm *)"),
                        List.of("Bash(rm *)"),
                        false));
        return id;
    }

    static void ends(SessionId session, String question, AgentEvent.Resolution how, Visitor by) throws Exception {
        script.happens(
                session,
                new AgentEvent.PermissionResolved(question, how, Optional.of(id(by)), Optional.empty(), Map.of()));
    }

    static List<JsonObject> inbox(Visitor who, String part) throws Exception {
        var response = who.get("/api/approvals");
        assertEquals(200, response.statusCode(), response.body());
        return Json.createReader(new StringReader(response.body()))
                .readObject()
                .getJsonArray(part)
                .getValuesAs(JsonObject.class);
    }

    static Optional<JsonObject> seen(Visitor who, String question) throws Exception {
        return inbox(who, "open").stream()
                .filter(each -> each.getString("id").equals(question))
                .findFirst();
    }

    static String right(Visitor who, String question) throws Exception {
        return seen(who, question).map(each -> each.getString("right")).orElse("NONE");
    }
}
