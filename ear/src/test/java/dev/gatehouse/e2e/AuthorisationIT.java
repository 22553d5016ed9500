package dev.gatehouse.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the JSON boundary does with everybody and everything it should not serve. */
class AuthorisationIT {

    private static final String WARM = "{\"type\":\"Warm\"}";

    /** @param body null for none */
    private record Call(String method, String path, String body) {

        boolean changes() {
            return !method.equals("GET");
        }
    }

    private static PortalClient owner;
    private static PortalClient other;

    private final RunningPair pair = RunningPair.shared();
    private final String conversation = owner.newConversation(PermissionMode.DEFAULT);

    @BeforeAll
    static void signIn() {
        owner = PortalClient.newUser(RunningPair.shared());
        other = PortalClient.newUser(RunningPair.shared());
    }

    @AfterAll
    static void leave() {
        owner.close();
        other.close();
    }

    /** Everything that is about one conversation. */
    private static List<Call> about(String conversation) {
        String session = "/api/sessions/" + conversation;
        String listed = "/api/conversations/" + conversation;
        String question = "\"questionId\":\"q\"";
        return List.of(
                new Call("GET", session, null),
                new Call("GET", session + "/history", null),
                new Call("GET", session + "/history?before=5&limit=1", null),
                new Call("GET", session + "/events", null),
                new Call("GET", session + "/events?after=1", null),
                new Call("GET", session + "/blobs/" + "0".repeat(64), null),
                new Call("POST", session + "/commands", WARM),
                new Call("POST", session + "/commands", prompt()),
                new Call("POST", session + "/commands", "{\"type\":\"Interrupt\"}"),
                new Call("POST", session + "/commands", "{\"type\":\"Park\"}"),
                new Call("POST", session + "/commands", "{\"type\":\"ChangeMode\",\"mode\":\"plan\"}"),
                new Call(
                        "POST",
                        session + "/commands",
                        "{\"type\":\"AnswerPermission\",\"decision\":\"ONCE\"," + question + "}"),
                new Call("POST", session + "/commands", "{\"type\":\"StopTask\",\"taskId\":\"t\"}"),
                new Call("PATCH", listed, "{\"title\":\"mine now\"}"),
                new Call("POST", listed + "/restore", null),
                new Call("DELETE", listed, null));
    }

    private static String prompt() {
        return "{\"type\":\"Prompt\",\"promptId\":\"" + UUID.randomUUID() + "\",\"text\":\"hello\",\"images\":[]}";
    }

    @Test
    void anotherPersonsConversationDoesNotExist() {
        for (Call call : about(conversation)) {
            Problems.require(ProblemCode.SESSION_NOT_FOUND, send(other, call));
        }
        HttpResponse<String> taken = other.api("POST", "/api/conversations", "{\"id\":\"" + conversation + "\"}");
        Problems.require(ProblemCode.SESSION_NOT_FOUND, taken);
        assertTrue(other.conversations().isEmpty());
        assertEquals("PARKED", owner.session(conversation).getString("phase"), "nothing was done to it");
        assertEquals(1, owner.session(conversation).getInt("lastSeq"));
        assertNotEquals("mine now", owner.conversation(conversation).getString("title"));
    }

    @Test
    void anAdministratorReadsNobodysConversationEither() {
        try (PortalClient administrator = PortalClient.administrator(pair)) {
            for (Call call : about(conversation)) {
                Problems.require(ProblemCode.SESSION_NOT_FOUND, send(administrator, call));
            }
        }
    }

    @Test
    void whatDoesNotExistAnswersTheSame() {
        for (String id : List.of(UUID.randomUUID().toString(), "1", conversation.toUpperCase() + "0")) {
            for (Call call : about(id)) {
                Problems.require(ProblemCode.SESSION_NOT_FOUND, send(owner, call));
            }
        }
        Problems.require(
                ProblemCode.NOT_FOUND, owner.get("/api/sessions/" + conversation + "/blobs/" + "0".repeat(64)));
        Problems.require(ProblemCode.NOT_FOUND, owner.get("/api/sessions/" + conversation + "/blobs/keys"));
        Problems.require(ProblemCode.NOT_FOUND, owner.get("/api/nothing"));
    }

    @Test
    void whoIsNotSignedInGetsNothing() {
        try (PortalClient stranger = PortalClient.stranger(pair)) {
            for (Call call : about(conversation)) {
                HttpResponse<String> answer = send(stranger, call);
                ProblemCode code = Problems.of(answer).code();
                boolean refused = code == ProblemCode.UNAUTHENTICATED;
                assertTrue(refused, () -> call + " answered " + answer.body());
            }
            for (String path : List.of("/api/me", "/api/status", "/api/conversations", "/api/claude-md")) {
                Problems.require(ProblemCode.UNAUTHENTICATED, stranger.get(path));
            }
        }
    }

    @Test
    void nothingIsChangedWithoutThePagesToken() {
        for (Call call : about(conversation)) {
            if (call.changes()) {
                for (Map<String, String> headers : List.of(
                        Map.<String, String>of(),
                        Map.of("X-CSRF-Token", "wrong"),
                        Map.of("X-CSRF-Token", other.me().getString("csrfToken")))) {
                    HttpResponse<String> answer = owner.api(call.method(), call.path(), call.body(), headers);
                    Problems.require(ProblemCode.CSRF, answer);
                }
            }
        }
        String token = owner.me().getString("csrfToken");
        Map<String, String> foreign = Map.of("X-CSRF-Token", token, "Origin", "https://elsewhere.example");
        Problems.require(ProblemCode.CSRF, owner.api("POST", "/api/conversations", "{}", foreign));
        assertEquals(1, owner.session(conversation).getInt("lastSeq"));
    }

    @Test
    void whatCannotBeReadIsRefusedAndNothingElseHappens() {
        String commands = "/api/sessions/" + conversation + "/commands";
        for (String body : List.of(
                "{",
                "[]",
                "null",
                "rubbish",
                "{} {}",
                "{}",
                "{\"type\":\"Nothing\"}",
                "{\"type\":\"Prompt\"}",
                "[".repeat(5000),
                "{\"type\":\"Warm\",\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}")) {
            Problems.require(ProblemCode.MALFORMED_REQUEST, owner.api("POST", commands, body));
        }
        Problems.require(ProblemCode.MALFORMED_REQUEST, owner.api("POST", "/api/conversations", "{\"mode\":"));
        Problems.require(ProblemCode.INVALID_VALUE, owner.api("POST", "/api/conversations", "{\"mode\":\"root\"}"));
        Problems.require(ProblemCode.INVALID_VALUE, owner.api("POST", "/api/conversations", "{\"id\":\"1\"}"));
        Problems.require(ProblemCode.INVALID_VALUE, owner.get("/api/sessions/" + conversation + "/events?after=x"));
        Problems.require(ProblemCode.INVALID_VALUE, owner.get("/api/conversations?before=yesterday"));
        Problems.require(ProblemCode.FORBIDDEN, owner.api("POST", commands, "{\"type\":\"EndSession\"}"));
        assertEquals(1, owner.session(conversation).getInt("lastSeq"));
    }

    @Test
    void whatIsTooLargeOrWrongInKindIsRefused() {
        String large = "{\"title\":\"" + "x".repeat(20_000) + "\"}";
        Problems.require(ProblemCode.TOO_LARGE, owner.api("POST", "/api/conversations", large));
        String huge = "{\"type\":\"Prompt\",\"promptId\":\"" + UUID.randomUUID() + "\",\"text\":\""
                + "x".repeat(25 * 1024 * 1024) + "\"}";
        Problems.require(ProblemCode.TOO_LARGE, owner.api("POST", "/api/sessions/" + conversation + "/commands", huge));
        Problems.require(ProblemCode.METHOD_NOT_ALLOWED, owner.api("PUT", "/api/conversations", "{}"));
        Problems.require(ProblemCode.METHOD_NOT_ALLOWED, owner.api("DELETE", "/api/sessions/" + conversation, null));
        assertEquals(1, owner.session(conversation).getInt("lastSeq"));
    }

    @Test
    void anEventStreamIsOnlyRead() {
        for (String method : List.of("POST", "PUT", "DELETE")) {
            String body = method.equals("DELETE") ? null : "{}";
            HttpResponse<String> answer = owner.api(method, "/api/sessions/" + conversation + "/events", body);
            Problems.require(ProblemCode.METHOD_NOT_ALLOWED, answer);
            assertEquals("GET", answer.headers().firstValue("Allow").orElse(""));
        }
    }

    /** The container reads them as {@code /}, {@code /chat} and {@code /account}. */
    @Test
    void anAddressThatLeadsOutOfTheBoundaryIsAProblemAndNoPage() {
        try (PortalClient stranger = PortalClient.stranger(pair)) {
            for (String path :
                    List.of("/api/sessions/..%2f..", "/api/..%2fchat", "/api/x/..%2f../account", "/api/x;y/../..")) {
                Problems.require(ProblemCode.NOT_FOUND, owner.get(path));
                Problems.require(ProblemCode.UNAUTHENTICATED, stranger.get(path));
            }
        }
    }

    private static HttpResponse<String> send(PortalClient person, Call call) {
        return call.changes() ? person.api(call.method(), call.path(), call.body()) : person.get(call.path());
    }
}
