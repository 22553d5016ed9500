package dev.gatehouse.web.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.contract.ToolDecision;
import dev.gatehouse.contract.ToolDecision.Step;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What happens at the agent and in the portal gets into the audit, once and in order. */
class AuditIT extends PortalWithAgent {

    @Deployment(testable = false)
    static WebArchive portal() {
        return war("audit", Map.of("gatehouse.audit.redact", "Bash:hunter2", "gatehouse.audit.head-interval", "PT1S"));
    }

    private static List<JsonObject> rows(String query) throws Exception {
        HttpResponse<String> export = ada.get("/api/audit/export?format=jsonl&" + query);
        assertEquals(200, export.statusCode(), export.body());
        return export.body()
                .lines()
                .map(line -> Json.createReader(new StringReader(line)).readObject())
                .toList();
    }

    private static void call(SessionId id, String tool, String command) {
        String use = "toolu_" + UUID.randomUUID();
        JsonObject input = Json.createObjectBuilder().add("command", command).build();
        script.happens(id, new AgentEvent.ToolStarted(use, tool, input, Optional.empty()));
        script.happens(
                id,
                new AgentEvent.ToolFinished(
                        use,
                        false,
                        false,
                        "",
                        false,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new ToolDecision(true, Step.MODE, Optional.empty(), Optional.empty(), false))));
    }

    @Test
    void everyCallIsRecordedOnceHoweverOftenTheFeedIsRead() throws Exception {
        SessionId id = start(bob);
        call(id, "Bash", "make first");
        call(id, "Bash", "make second");
        await("both are recorded", () -> rows("session=" + id).size() == 4);
        script.becomeAnotherNode();
        call(id, "Bash", "make third");
        await("the third is recorded", () -> rows("session=" + id).size() == 6);
        List<JsonObject> ended = rows("topic=CALLS&session=" + id);
        assertEquals(
                List.of("make third", "make second", "make first"),
                ended.stream().map(row -> row.getString("summary")).toList());
        assertEquals("MODE", ended.get(0).getString("step"));
        assertEquals("ALLOWED", ended.get(0).getString("outcome"));
        assertEquals(1, rows("text=second&topic=CALLS&session=" + id).size());
        assertEquals(0, rows("tool=Read&session=" + id).size());
    }

    @Test
    void whatAnAdministratorDoesIsRecordedWithWhoDidIt() throws Exception {
        person("carol");
        List<JsonObject> signIns = rows("topic=SIGN_INS&person=admin");
        assertTrue(signIns.stream().anyMatch(row -> row.getString("kind").equals("SIGNED_IN")), signIns.toString());
        try (var stranger = stranger()) {
            stranger.signIn("carol", "not the password");
        }
        assertTrue(rows("topic=SIGN_INS").stream()
                .anyMatch(row -> row.getString("kind").equals("SIGN_IN_REFUSED")
                        && row.getString("summary").equals("carol")));
        JsonObject exported = rows("topic=AUDIT").get(0);
        assertEquals("AUDIT_EXPORTED", exported.getString("kind"));
        assertEquals("admin", exported.getJsonObject("detail").getString("actor"));
    }

    @Test
    void aTokenTheAgentRefusedIsRecorded() throws Exception {
        script.refuses("made for another request");
        await(
                "it is recorded",
                () -> rows("topic=SIGN_INS").stream()
                        .anyMatch(row -> row.getString("kind").equals("TOKEN_REFUSED")
                                && row.getString("summary").equals("made for another request")));
        assertEquals(
                1,
                rows("topic=SIGN_INS").stream()
                        .filter(row -> row.getString("kind").equals("TOKEN_REFUSED"))
                        .count());
    }

    @Test
    void whatARuleForbidsToKeepIsInNoColumn() throws Exception {
        SessionId id = start(bob);
        call(id, "Bash", "login hunter2");
        await("it is recorded", () -> rows("session=" + id).size() == 2);
        String export = ada.get("/api/audit/export?format=csv&session=" + id).body();
        assertFalse(export.contains("login"), export);
        assertTrue(rows("session=" + id).stream().allMatch(row -> row.containsKey("withheld")));
    }

    @Test
    void theExportIsForConsoleReadersAlone() throws Exception {
        assertEquals(403, bob.get("/api/audit/export?format=csv").statusCode());
        assertEquals(400, ada.get("/api/audit/export?format=xls").statusCode());
        assertEquals(400, ada.get("/api/audit/export?from=yesterday").statusCode());
        assertEquals(400, ada.get("/api/audit/export?topic=NOTHING").statusCode());
    }

    @Test
    void theKeyIsTheOwnersAloneAndAHeadIsSigned() throws Exception {
        SessionId id = start(bob);
        call(id, "Bash", "make");
        Path data = PortalUnderTest.data("audit");
        await("a head is signed", () -> Files.exists(data.resolve("audit-heads")));
        for (String secret : List.of("audit.key", "audit-heads")) {
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(secret))));
        }
    }

    @Test
    void thePagesShowWhatHappenedToConsoleReadersAlone() throws Exception {
        SessionId id = start(bob);
        call(id, "Bash", "make \u202egate\u0007");
        await("it is recorded", () -> rows("session=" + id).size() == 2);
        HttpResponse<String> page = ada.get("/admin/audit");
        assertEquals(200, page.statusCode(), page.body());
        assertTrue(page.body().contains("make ⟨U+202E⟩gate⟨U+0007⟩"), page.body());
        HttpResponse<String> dashboard = ada.get("/admin/dashboard");
        assertEquals(200, dashboard.statusCode(), dashboard.body());
        assertTrue(dashboard.body().contains("Decisions per hour"), dashboard.body());
        assertEquals(403, bob.get("/admin/audit").statusCode());
        assertEquals(403, bob.get("/admin/dashboard").statusCode());
    }
}
