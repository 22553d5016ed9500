package dev.gatehouse.web.portal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.web.sessions.StubAgent;
import dev.gatehouse.web.sessions.StubAgent.Received;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Conversations, the relay and the feed, against a real HTTP server in the agent's place. */
@ExtendWith(ArquillianExtension.class)
class ConversationsIT {

    private static final String PASSWORD = "a sentence to sign in";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AgentScript SCRIPT = new AgentScript();
    private static final StubAgent AGENT = new StubAgent(PortalUnderTest.keys(), 0, SCRIPT);

    private static Visitor ada;
    private static Visitor bob;

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive portal() {
        return PortalUnderTest.war("conversations", AGENT.url()).addClass(AccountsProbe.class);
    }

    @BeforeEach
    void signIn() throws Exception {
        if (ada == null) {
            URI portal = URI.create("http://127.0.0.1:" + url.getPort() + "/");
            ada = new Visitor(portal);
            ada.signIn("admin", PortalUnderTest.ADMIN_PASSWORD);
            bob = person("bob");
        }
    }

    @AfterAll
    static void leave() {
        SCRIPT.endStreams();
        AGENT.close();
        ada.close();
        bob.close();
    }

    private Visitor person(String name) throws Exception {
        ada.change("POST", "/api/probe/create?name=" + name + "&password=" + PASSWORD.replace(" ", "%20"), "");
        var visitor = new Visitor(URI.create("http://127.0.0.1:" + url.getPort() + "/"));
        assertEquals(302, visitor.signIn(name, PASSWORD).statusCode());
        return visitor;
    }

    private static SessionId start(Visitor visitor) throws Exception {
        SessionId id = SessionId.random();
        HttpResponse<String> created = visitor.change("POST", "/api/conversations", "{\"id\":\"" + id + "\"}");
        assertEquals(201, created.statusCode(), created.body());
        return id;
    }

    private static JsonObject line(Visitor visitor, SessionId id) throws Exception {
        JsonArray list = Json.createReader(
                        new StringReader(visitor.get("/api/conversations").body()))
                .readArray();
        return list.getValuesAs(JsonObject.class).stream()
                .filter(each -> each.getString("id").equals(id.toString()))
                .findFirst()
                .orElse(null);
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            assertTrue(Instant.now().isBefore(deadline), "waited too long until " + what);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static void prompt(SessionId id, String text) {
        SCRIPT.happens(id, new AgentEvent.PromptAccepted(UUID.randomUUID(), UUID.randomUUID(), text, List.of()));
    }

    private static String path(SessionId id, String part) {
        return "/api/sessions/" + id + part;
    }

    @Test
    void theSameIdTwiceIsOneConversation() throws Exception {
        SessionId id = start(ada);
        String again = "{\"id\":\"" + id + "\"}";
        assertEquals(201, ada.change("POST", "/api/conversations", again).statusCode());
        assertEquals("New conversation", line(ada, id).getString("title"));
    }

    @Test
    void someoneElsesConversationDoesNotExistWhicheverWayOneAsks() throws Exception {
        SessionId id = start(ada);
        for (String part : List.of("", "/history", "/events", "/events?after=3", "/blobs/" + "a".repeat(64))) {
            HttpResponse<String> answer = bob.get(path(id, part));
            assertEquals(404, answer.statusCode(), part);
            assertEquals("SESSION_NOT_FOUND", Visitor.json(answer).getString("code"), part);
        }
        String prompt = "{\"type\":\"Interrupt\"}";
        assertEquals(404, bob.change("POST", path(id, "/commands"), prompt).statusCode());
        String named = "/api/conversations/" + id;
        assertEquals(404, bob.change("PATCH", named, "{\"title\":\"mine now\"}").statusCode());
        assertEquals(404, bob.change("DELETE", named, "").statusCode());
        assertEquals(404, bob.change("POST", named + "/restore", "").statusCode());
        String taken = "{\"id\":\"" + id + "\"}";
        assertEquals(404, bob.change("POST", "/api/conversations", taken).statusCode());
        assertNull(line(bob, id));
        assertEquals(200, ada.get(path(id, "")).statusCode());
    }

    @Test
    void aPromptGoesOutUnderTodaysGrantAndOnlyAPersonsCommandsPass() throws Exception {
        SessionId id = start(ada);
        String prompt =
                "{\"type\":\"Prompt\",\"promptId\":\"" + UUID.randomUUID() + "\",\"text\":\"hi\",\"images\":[]}";
        HttpResponse<String> sent = ada.change("POST", path(id, "/commands"), prompt);
        assertEquals(202, sent.statusCode(), sent.body());
        List<Received> own = AGENT.received().stream()
                .filter(each -> each.path().startsWith("/sessions/" + id))
                .toList();
        Received grant = own.get(own.size() - 2);
        assertEquals("PUT", grant.method());
        assertTrue(grant.body().contains("\"policyVersion\"") && !grant.body().contains("\"auto\""), grant.body());
        assertEquals("/sessions/" + id + "/commands", own.get(own.size() - 1).path());

        for (String forbidden : List.of("EndSession", "StartSession")) {
            HttpResponse<String> refused =
                    ada.change("POST", path(id, "/commands"), "{\"type\":\"" + forbidden + "\"}");
            assertTrue(refused.statusCode() == 403 || refused.statusCode() == 400, refused.body());
        }
        String unknown = "{\"type\":\"FormatDisk\"}";
        assertEquals(400, ada.change("POST", path(id, "/commands"), unknown).statusCode());
        String auto = "{\"mode\":\"auto\"}";
        assertEquals(403, ada.change("POST", "/api/conversations", auto).statusCode());
        String model = "{\"model\":\"forbidden\"}";
        assertEquals(403, ada.change("POST", "/api/conversations", model).statusCode());
    }

    @Test
    void theStreamIsPassedOnUnreadFromWhereTheBrowserIs() throws Exception {
        SessionId id = start(ada);
        HttpResponse<InputStream> response = ada.stream(path(id, "/events?after=41"));
        assertEquals(200, response.statusCode());
        assertTrue(response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream"));
        try (var reader = reader(response)) {
            assertEquals("id: 7", nextLine(reader));
            assertEquals("data: /sessions/" + id + "/events?after=41", nextLine(reader));
        }
    }

    @Test
    void aQuietStreamIsKeptAlive() throws Exception {
        SessionId id = start(ada);
        try (var reader = reader(ada.stream(path(id, "/events")))) {
            String line = nextLine(reader);
            while (!line.startsWith(":")) {
                line = nextLine(reader);
            }
        }
    }

    @Test
    void aStreamIsCutAtOnceBySigningOutAndByDisabling() throws Exception {
        try (Visitor leaving = person("leaving");
                Visitor disabled = person("barred")) {
            var first = reader(leaving.stream(path(start(leaving), "/events")));
            var second = reader(disabled.stream(path(start(disabled), "/events")));
            assertEquals("id: 7", nextLine(first));
            assertEquals("id: 7", nextLine(second));
            leaving.signOut();
            assertEnds(first);
            String id = Visitor.json(disabled.get("/api/me")).getString("id");
            assertEquals(
                    204, ada.change("POST", "/api/probe/disable?id=" + id, "").statusCode());
            assertEnds(second);
        }
    }

    private static void assertEnds(BufferedReader reader) {
        // well below the ten seconds after which streams are checked anyway
        assertTimeoutPreemptively(Duration.ofSeconds(8), () -> {
            try {
                String line = reader.readLine();
                while (line != null) {
                    line = reader.readLine();
                }
            } catch (IOException e) {
                // a connection that is broken off has ended too
            }
        });
    }

    private static BufferedReader reader(HttpResponse<InputStream> response) {
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static String nextLine(BufferedReader reader) {
        return assertTimeoutPreemptively(PATIENCE, reader::readLine);
    }

    @Test
    void theListFollowsTheFeedAndEachEventCountsOnce() throws Exception {
        SessionId id = start(ada);
        prompt(id, "## Mend the gate\nplease");
        ask(id, "q1");
        await("the question shows", () -> line(ada, id).getInt("openQuestions") == 1);
        assertEquals("Mend the gate", line(ada, id).getString("title"));
        assertEquals("WAITING", line(ada, id).getString("phase"));
        assertEquals(2, line(ada, id).getInt("lastSeq"));

        SCRIPT.becomeAnotherNode();
        SessionId other = start(ada);
        prompt(other, "After the change");
        await("the new node's feed is read", () -> line(ada, other).getInt("lastSeq") == 1);
        assertEquals(1, line(ada, id).getInt("openQuestions"), "counted again from the beginning");

        ada.change("PATCH", "/api/conversations/" + id, "{\"title\":\"Garden\"}");
        SCRIPT.happens(id, new AgentEvent.TitleSuggested("Gate repair"));
        SCRIPT.happens(
                id,
                new AgentEvent.PermissionResolved(
                        "q1", AgentEvent.Resolution.DENIED, Optional.empty(), Optional.empty(), Map.of()));
        await("the question is gone", () -> line(ada, id).getInt("openQuestions") == 0);
        assertEquals("Garden", line(ada, id).getString("title"));
    }

    private static void ask(SessionId id, String question) {
        SCRIPT.happens(
                id,
                new AgentEvent.PermissionRequested(
                        question,
                        "tool",
                        "Bash",
                        JsonValue.EMPTY_JSON_OBJECT,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        false));
    }

    @Test
    void aConversationWebHasLostComesBackFromTheFeed() throws Exception {
        SessionId id = SessionId.random();
        UUID owner = UUID.fromString(Visitor.json(bob.get("/api/me")).getString("id"));
        var grant = new ModeGrant(
                java.util.Set.of(PermissionMode.DEFAULT),
                PermissionMode.DEFAULT,
                PermissionMode.DEFAULT,
                dev.gatehouse.contract.Rules.NONE,
                dev.gatehouse.contract.Limits.AS_SHIPPED,
                List.of(),
                0,
                Optional.empty());
        SCRIPT.happens(
                id,
                new AgentEvent.SessionStarted(
                        owner, grant, PermissionMode.DEFAULT, Optional.empty(), Optional.empty()));
        await("it shows", () -> line(bob, id) != null);
        assertNull(line(ada, id));
    }

    @Test
    void whatIsDeletedCanBeBroughtBackAndIsReallyGoneLater() throws Exception {
        SessionId kept = start(ada);
        assertEquals(204, ada.change("DELETE", "/api/conversations/" + kept, "").statusCode());
        assertNull(line(ada, kept));
        assertEquals(404, ada.get(path(kept, "/history")).statusCode());
        assertEquals(
                200,
                ada.change("POST", "/api/conversations/" + kept + "/restore", "")
                        .statusCode());

        SessionId gone = start(ada);
        SCRIPT.runAhead(gone);
        ada.change("DELETE", "/api/conversations/" + gone, "");
        SessionId later = start(ada);
        ada.change("DELETE", "/api/conversations/" + later, "");
        await("the later one is deleted", () -> !SCRIPT.exists(later));
        assertTrue(SCRIPT.exists(gone), "deleted although the feed has not told all of it");
        SCRIPT.comeToRest(gone);
        await("it is deleted at the agent", () -> !SCRIPT.exists(gone));
        await(
                "and from the index",
                () -> ada.change("POST", "/api/conversations/" + gone + "/restore", "")
                                .statusCode()
                        == 404);
        assertTrue(SCRIPT.exists(kept));
        assertFalse(line(ada, kept) == null);
    }

    @Test
    void aBlobIsAPictureByItsBytesOrADownload() throws Exception {
        SessionId id = start(ada);
        String address = path(id, "/blobs/" + "0".repeat(64));
        SCRIPT.blob = HexFormat.of().parseHex("89504e470d0a1a0a");
        HttpResponse<InputStream> picture = ada.stream(address);
        assertEquals("image/png", picture.headers().firstValue("Content-Type").orElse(""));
        assertArrayEquals(SCRIPT.blob, picture.body().readAllBytes());
        SCRIPT.blob = "<svg onload=alert(1)>".getBytes(StandardCharsets.US_ASCII);
        HttpResponse<InputStream> other = ada.stream(address);
        assertEquals(
                "application/octet-stream",
                other.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                "attachment", other.headers().firstValue("Content-Disposition").orElse(""));
        assertEquals(
                "nosniff", other.headers().firstValue("X-Content-Type-Options").orElse(""));
        other.body().close();
        assertEquals(404, ada.get(path(id, "/blobs/not-a-digest")).statusCode());
    }

    @Test
    void anOversizeCommandIsRefusedBeforeItIsRead() throws Exception {
        SessionId id = start(ada);
        String large = "{\"type\":\"Prompt\",\"text\":\"" + "x".repeat(25 * 1024 * 1024) + "\"}";
        HttpResponse<String> refused = ada.change("POST", path(id, "/commands"), large);
        assertEquals(413, refused.statusCode());
        assertEquals("TOO_LARGE", Visitor.json(refused).getString("code"));
    }
}
