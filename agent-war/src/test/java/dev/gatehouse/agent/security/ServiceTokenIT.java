package dev.gatehouse.agent.security;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.RefusedRequest;
import dev.gatehouse.contract.RefusedRequests;
import jakarta.json.Json;
import java.io.File;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole agent, in the server it runs in, seen from outside. */
@ExtendWith(ArquillianExtension.class)
class ServiceTokenIT {

    private static final byte[] NONE = new byte[0];
    private static final int MIB = 1024 * 1024;

    @ArquillianResource
    private URL url;

    private AgentClientForTests agent;

    @Deployment(testable = false)
    static WebArchive agentWithProbe() {
        return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
                .importFrom(new File(System.getProperty("gatehouse.test.war")))
                .as(WebArchive.class)
                .addClass(ProbeResource.class);
    }

    @BeforeEach
    void connect() {
        agent = new AgentClientForTests(URI.create("http://127.0.0.1:" + url.getPort() + "/"));
    }

    @AfterEach
    void disconnect() {
        agent.close();
    }

    @Test
    void aResourceIsGivenTheCallerAsJsonWebTokenAndAsPrincipal() throws Exception {
        HttpResponse<String> answer = agent.get("/probe/caller", "user");
        assertEquals(200, answer.statusCode());
        assertEquals(AgentClientForTests.PERSON + " ada true ada false", answer.body());
    }

    @Test
    void rolesAllowedOpensToTheRoleOnly() throws Exception {
        assertEquals(
                200,
                agent.get("/probe/administrators-only", "user", "administrator").statusCode());
        assertProblem(ProblemCode.FORBIDDEN, agent.get("/probe/administrators-only", "user"));
        assertProblem(ProblemCode.FORBIDDEN, agent.get("/probe/caller"));
    }

    @Test
    void withoutATokenNothingButHealthAnswers() throws Exception {
        for (String target : new String[] {
            "/",
            "/probe/caller",
            "/probe/unannotated/x",
            "/nothing/here",
            "/metrics",
            "/openapi",
            "/health/../probe/caller",
            "/healthy",
            "/health/ready;x=1"
        }) {
            assertProblem(ProblemCode.INVALID_TOKEN, agent.send("GET", target, NONE, null));
        }
        assertProblem(ProblemCode.INVALID_TOKEN, agent.send("POST", "/health", NONE, null));
        HttpResponse<String> ready = agent.send("GET", "/health/ready", NONE, null);
        assertEquals(200, ready.statusCode(), ready.body());
    }

    @Test
    void aTokenOpensOneRequestOnce() throws Exception {
        String token = agent.token("GET", "/probe/caller", NONE, "user");
        assertEquals(200, agent.send("GET", "/probe/caller", NONE, null, token).statusCode());
        assertProblem(ProblemCode.INVALID_TOKEN, agent.send("GET", "/probe/caller", NONE, null, token));
    }

    @Test
    void aTokenOpensNoOtherPathQueryOrMethod() throws Exception {
        for (String other : new String[] {
            "/probe/refused", "/probe/caller?a=1", "/probe/caller/", "/probe//caller", "/probe/%63aller"
        }) {
            String token = agent.token("GET", "/probe/caller", NONE, "user");
            assertProblem(ProblemCode.INVALID_TOKEN, agent.send("GET", other, NONE, null, token));
        }
        String token = agent.token("GET", "/probe/caller", NONE, "user");
        assertProblem(ProblemCode.INVALID_TOKEN, agent.send("DELETE", "/probe/caller", NONE, null, token));
    }

    @Test
    void pathAndQueryAreComparedAsSent() throws Exception {
        HttpResponse<String> answer = agent.get("/probe/unannotated/a%20b;c=d?q=%C3%BC&r=+", "user");
        assertEquals(200, answer.statusCode());
        assertEquals("a b", answer.body());
    }

    @Test
    void webAloneReadsWhomTheAgentTurnedAway() throws Exception {
        agent.send("GET", "/probe/caller?secret=1", NONE, null, "not.a.token");
        assertProblem(ProblemCode.FORBIDDEN, agent.get("/refusals", "user", "administrator"));
        HttpResponse<String> answer = agent.get("/refusals?after=0", "system");
        assertEquals(200, answer.statusCode(), answer.body());
        RefusedRequests refusals = ContractJson.read(RefusedRequests.class, ContractJson.parse(answer.body()));
        RefusedRequest last = refusals.refused().getLast();
        assertEquals("/probe/caller", last.path());
        assertEquals("GET", last.method());
        assertFalse(last.reason().isBlank());
        assertFalse(answer.body().contains("not.a.token"));

        HttpResponse<String> rest = agent.get("/refusals?after=" + last.number(), "system");
        RefusedRequests none = ContractJson.read(RefusedRequests.class, ContractJson.parse(rest.body()));
        assertEquals(refusals.boot(), none.boot());
        assertTrue(none.refused().stream().allMatch(each -> each.number() > last.number()));
    }

    @Test
    void twoTokensAreOneTooMany() throws Exception {
        String one = agent.token("GET", "/probe/caller", NONE, "user");
        String two = agent.token("GET", "/probe/caller", NONE, "user");
        assertProblem(ProblemCode.INVALID_TOKEN, agent.send("GET", "/probe/caller", NONE, null, one, two));
    }

    @Test
    void theBodyMustBeTheOneTheTokenWasMadeFor() throws Exception {
        byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
        byte[] other = "hellO".getBytes(StandardCharsets.UTF_8);
        assertEquals("5", agent.post("/probe/size", "text/plain", body).body());
        String token = agent.token("POST", "/probe/size", body, "user");
        assertProblem(ProblemCode.INVALID_TOKEN, agent.send("POST", "/probe/size", other, "text/plain", token));
        token = agent.token("POST", "/probe/size", body, "user");
        assertProblem(ProblemCode.INVALID_TOKEN, agent.send("POST", "/probe/size", NONE, "text/plain", token));
        token = agent.token("GET", "/probe/caller", body, "user");
        assertProblem(ProblemCode.INVALID_TOKEN, agent.send("GET", "/probe/caller", NONE, null, token));
        token = agent.token("GET", "/probe/caller", body, "user");
        assertEquals(
                400,
                agent.send("GET", "/probe/caller", body, "text/plain", token).statusCode());
    }

    @Test
    void aFormBodyReachesTheResourceWhole() throws Exception {
        byte[] body = "a=1&b=2".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "7",
                agent.post("/probe/size", "application/x-www-form-urlencoded", body)
                        .body());
    }

    @Test
    void aBodyAboveTheLimitIsTooLarge() throws Exception {
        assertEquals(
                "" + MIB, agent.post("/probe/size", "text/plain", new byte[MIB]).body());
        assertProblem(ProblemCode.TOO_LARGE, agent.post("/probe/size", "text/plain", new byte[2 * MIB + 1]));
    }

    @Test
    void commandsAreReadAndMalformedOnesRefused() throws Exception {
        assertEquals("Interrupt", command("{\"type\":\"Interrupt\"}").body());
        for (String malformed : new String[] {
            "",
            "{",
            "[]",
            "{\"type\":1}",
            "{\"type\":\"Interrupt\"",
            "{\"type\":\"Nothing\"}",
            "\u0000",
            "{\"type\":\"ChangeMode\"}"
        }) {
            assertProblem(ProblemCode.MALFORMED_REQUEST, command(malformed));
        }
        byte[] notUtf8 = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};
        assertProblem(ProblemCode.MALFORMED_REQUEST, agent.post("/probe/command", "application/json", notUtf8));
    }

    @Test
    void aDeeplyNestedBodyIsRefusedAndTheAgentLivesOn() throws Exception {
        assertProblem(ProblemCode.MALFORMED_REQUEST, command("[".repeat(MIB)));
        assertProblem(ProblemCode.MALFORMED_REQUEST, command("{\"a\":".repeat(MIB / 5)));
        assertEquals("Interrupt", command("{\"type\":\"Interrupt\"}").body());
    }

    @Test
    void everyFailureIsAProblemAndTellsNoStackTrace() throws Exception {
        assertProblem(ProblemCode.CONFLICT, agent.get("/probe/refused", "user"));
        assertProblem(ProblemCode.NOT_FOUND, agent.get("/nothing/here", "user"));
        HttpResponse<String> method = agent.post("/probe/caller", "text/plain", NONE);
        assertProblem(ProblemCode.METHOD_NOT_ALLOWED, method);
        assertTrue(method.headers().firstValue("Allow").orElse("").contains("GET"));
        assertProblem(
                ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                agent.post("/probe/command", "text/plain", "x".getBytes(StandardCharsets.UTF_8)));
        HttpResponse<String> broken = agent.get("/probe/broken", "user");
        Problem problem = assertProblem(ProblemCode.INTERNAL, broken);
        assertEquals(36, problem.extensions().get("incident").length());
        assertFalse(broken.body().contains("secret detail"));
    }

    @Test
    void aPersonsInstructionsAreReadAndWrittenByThatPersonOnly() throws Exception {
        String mine = "/workspaces/" + AgentClientForTests.PERSON + "/claude-md";
        HttpResponse<String> read = agent.get(mine, "user");
        assertEquals(200, read.statusCode());
        assertEquals(
                "text/markdown",
                read.headers().firstValue("Content-Type").orElseThrow().split(";")[0]);
        String version = read.headers().firstValue("ETag").orElseThrow();
        String text = "# Ä " + UUID.randomUUID();
        HttpResponse<String> written = agent.putMarkdown(mine, text.getBytes(StandardCharsets.UTF_8), version);
        assertEquals(204, written.statusCode(), written.body());
        read = agent.get(mine, "user");
        assertEquals(text, read.body());
        assertEquals(read.headers().firstValue("ETag"), written.headers().firstValue("ETag"));
        assertProblem(ProblemCode.CONFLICT, agent.putMarkdown(mine, NONE, version));
        assertProblem(ProblemCode.INVALID_VALUE, agent.putMarkdown(mine, NONE, "*"));
        assertProblem(ProblemCode.MALFORMED_REQUEST, agent.putMarkdown(mine, new byte[] {(byte) 0xff}, version));
        assertProblem(ProblemCode.TOO_LARGE, agent.putMarkdown(mine, new byte[256 * 1024 + 1], version));
        for (String id : new String[] {
            UUID.randomUUID().toString(),
            "..",
            "ada",
            AgentClientForTests.PERSON.toString().toUpperCase(Locale.ROOT)
        }) {
            assertProblem(
                    ProblemCode.NOT_FOUND, agent.get("/workspaces/" + id + "/claude-md", "user", "administrator"));
        }
        assertProblem(ProblemCode.FORBIDDEN, agent.get(mine, "administrator"));
    }

    @Test
    void theStatusSaysWhatThisHostCanDo() throws Exception {
        HttpResponse<String> answer = agent.get("/status", "user");
        assertEquals(200, answer.statusCode(), answer.body());
        AgentStatus status = ContractJson.read(AgentStatus.class, ContractJson.parse(answer.body()));
        assertEquals(EnumSet.allOf(PermissionMode.class), status.ceiling());
        assertEquals(0, status.liveWorkers());
        assertTrue(Set.of("os-user", "none").contains(status.isolation()));
        assertEquals(ProblemCode.CLI_MISSING, status.cliProblem().orElseThrow().code());
        assertProblem(ProblemCode.FORBIDDEN, agent.get("/status"));
    }

    private HttpResponse<String> command(String json) throws Exception {
        return agent.post("/probe/command", "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static Problem assertProblem(ProblemCode code, HttpResponse<String> answer) {
        assertAll(
                answer.request().toString() + " " + answer.body(),
                () -> assertEquals(code.status(), answer.statusCode()),
                () -> assertEquals(
                        Problem.MEDIA_TYPE,
                        Arrays.stream(answer.headers()
                                        .firstValue("Content-Type")
                                        .orElse("")
                                        .split(";"))
                                .findFirst()
                                .orElseThrow()));
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            Problem problem = Problem.fromJson(reader.readObject());
            assertEquals(code, problem.code());
            return problem;
        }
    }
}
