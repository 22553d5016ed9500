package dev.gatehouse.web.portal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.web.sessions.StubAgent.Received;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Conversations, the relay and the feed. */
class ConversationsIT extends PortalWithAgent {

    @Deployment(testable = false)
    static WebArchive portal() {
        return war("conversations");
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
        List<Received> own = agent.received().stream()
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
    void theListFollowsTheFeedAndEachEventCountsOnce() throws Exception {
        SessionId id = start(ada);
        prompt(id, "## Mend the gate\nplease");
        ask(id, "q1");
        await("the question shows", () -> line(ada, id).getInt("openQuestions") == 1);
        assertEquals("Mend the gate", line(ada, id).getString("title"));
        assertEquals("WAITING", line(ada, id).getString("phase"));
        assertEquals(2, line(ada, id).getInt("lastSeq"));

        script.becomeAnotherNode();
        SessionId other = start(ada);
        prompt(other, "After the change");
        await("the new node's feed is read", () -> line(ada, other).getInt("lastSeq") == 1);
        assertEquals(1, line(ada, id).getInt("openQuestions"), "counted again from the beginning");

        ada.change("PATCH", "/api/conversations/" + id, "{\"title\":\"Garden\"}");
        script.happens(id, new AgentEvent.TitleSuggested("Gate repair"));
        script.happens(
                id,
                new AgentEvent.PermissionResolved(
                        "q1", AgentEvent.Resolution.DENIED, Optional.empty(), Optional.empty(), Map.of()));
        await("the question is gone", () -> line(ada, id).getInt("openQuestions") == 0);
        assertEquals("Garden", line(ada, id).getString("title"));
    }

    private static void ask(SessionId id, String question) {
        script.happens(
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
        script.happens(
                id,
                new AgentEvent.SessionStarted(
                        owner, grant, PermissionMode.DEFAULT, Optional.empty(), Optional.empty()));
        await("it shows", () -> line(bob, id) != null);
        assertNull(line(ada, id));
    }

    @Test
    void aBlobIsAPictureByItsBytesOrADownload() throws Exception {
        SessionId id = start(ada);
        String address = path(id, "/blobs/" + "0".repeat(64));
        script.blob = HexFormat.of().parseHex("89504e470d0a1a0a");
        HttpResponse<InputStream> picture = ada.stream(address);
        assertEquals("image/png", picture.headers().firstValue("Content-Type").orElse(""));
        assertArrayEquals(script.blob, picture.body().readAllBytes());
        script.blob = "<svg onload=alert(1)>".getBytes(StandardCharsets.US_ASCII);
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
