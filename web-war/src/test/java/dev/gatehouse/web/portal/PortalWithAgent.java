package dev.gatehouse.web.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.web.sessions.StubAgent;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A portal with a real HTTP server in the agent's place, and two people; ada is the administrator. */
@ExtendWith(ArquillianExtension.class)
abstract class PortalWithAgent {

    static final String PASSWORD = "a sentence to sign in";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    static AgentScript script;
    static StubAgent agent;

    static Visitor ada;
    static Visitor bob;

    @ArquillianResource
    private URL url;

    /** The WAR with an agent of its own. */
    static WebArchive war(String name) {
        return war(name, Map.of());
    }

    /** @param settings that differ from what the WAR says */
    static WebArchive war(String name, Map<String, String> settings) {
        script = new AgentScript();
        agent = new StubAgent(PortalUnderTest.keys(), 0, script);
        ada = null;
        return PortalUnderTest.war(name, agent.url(), settings).addClass(AccountsProbe.class);
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
        script.endStreams();
        agent.close();
        ada.close();
        bob.close();
    }

    URI portalUrl() {
        return URI.create("http://127.0.0.1:" + url.getPort() + "/");
    }

    Visitor person(String name) throws Exception {
        ada.change("POST", "/api/probe/create?name=" + name + "&password=" + PASSWORD.replace(" ", "%20"), "");
        var visitor = new Visitor(URI.create("http://127.0.0.1:" + url.getPort() + "/"));
        assertEquals(302, visitor.signIn(name, PASSWORD).statusCode());
        return visitor;
    }

    /** Someone who has not signed in. */
    Visitor stranger() {
        return new Visitor(URI.create("http://127.0.0.1:" + url.getPort() + "/"));
    }

    static SessionId start(Visitor visitor) throws Exception {
        SessionId id = SessionId.random();
        HttpResponse<String> created = visitor.change("POST", "/api/conversations", "{\"id\":\"" + id + "\"}");
        assertEquals(201, created.statusCode(), created.body());
        return id;
    }

    static JsonObject line(Visitor visitor, SessionId id) throws Exception {
        JsonArray list = Json.createReader(
                        new StringReader(visitor.get("/api/conversations").body()))
                .readArray();
        return list.getValuesAs(JsonObject.class).stream()
                .filter(each -> each.getString("id").equals(id.toString()))
                .findFirst()
                .orElse(null);
    }

    static void await(String what, Callable<Boolean> condition) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            assertTrue(Instant.now().isBefore(deadline), "waited too long until " + what);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    static void prompt(SessionId id, String text) {
        script.happens(id, new AgentEvent.PromptAccepted(UUID.randomUUID(), UUID.randomUUID(), text, List.of()));
    }

    static String path(SessionId id, String part) {
        return "/api/sessions/" + id + part;
    }

    static BufferedReader reader(HttpResponse<InputStream> response) {
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    static String nextLine(BufferedReader reader) {
        return assertTimeoutPreemptively(PATIENCE, reader::readLine);
    }
}
