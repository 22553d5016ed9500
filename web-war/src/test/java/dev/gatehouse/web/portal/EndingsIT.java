package dev.gatehouse.web.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.SessionId;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What ends a stream, Claude's work and a conversation. */
class EndingsIT extends PortalWithAgent {

    @Deployment(testable = false)
    static WebArchive portal() {
        return war("endings");
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
        assertTimeoutPreemptively(Duration.ofSeconds(8), () -> readToTheEnd(reader));
    }

    private static void readToTheEnd(BufferedReader reader) {
        try {
            String line = reader.readLine();
            while (line != null) {
                line = reader.readLine();
            }
        } catch (IOException e) {
            // a connection that is broken off has ended too
        }
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
        script.runAhead(gone);
        ada.change("DELETE", "/api/conversations/" + gone, "");
        SessionId later = start(ada);
        ada.change("DELETE", "/api/conversations/" + later, "");
        await("the later one is deleted", () -> !script.exists(later));
        assertTrue(script.exists(gone), "deleted although the feed has not told all of it");
        script.comeToRest(gone);
        await("it is deleted at the agent", () -> !script.exists(gone));
        await(
                "and from the index",
                () -> ada.change("POST", "/api/conversations/" + gone + "/restore", "")
                                .statusCode()
                        == 404);
        assertTrue(script.exists(kept));
        assertFalse(line(ada, kept) == null);
    }

    @Test
    void aStreamEndsWithAnExpiredSignIn() throws Exception {
        try (Visitor person = person("expires")) {
            var stream = reader(person.stream(path(start(person), "/events")));
            assertEquals("id: 7", nextLine(stream));
            String id = Visitor.json(person.get("/api/me")).getString("id");
            probe("expire?id=" + id);
            assertTimeoutPreemptively(Duration.ofSeconds(40), () -> readToTheEnd(stream));
        }
    }

    @Test
    void deletingStopsClaudeAtOnceAndRestoringOnlyBringsTheConversationBack() throws Exception {
        SessionId id = start(ada);
        script.works(id);
        delete(id);
        assertFalse(script.isWorking(id));
        assertEquals(200, restore(id));
    }

    @Test
    void anAgentThatIsDownWhenItIsDeletedStopsClaudeWhenItIsBackHoweverMuchClaudeSays() throws Exception {
        SessionId id = start(ada);
        script.works(id);
        script.down = true;
        delete(id);
        assertNull(line(ada, id));
        script.down = false;
        await("Claude is stopped", () -> !script.isWorking(id));
        script.happens(id, new AgentEvent.TitleSuggested("the feed has told all"));
        await("it is deleted at the agent", () -> !script.exists(id));
    }

    @Test
    void disablingStopsAllOfThePersonsWorkersAndNobodyElses() throws Exception {
        try (Visitor person = person("stopped")) {
            SessionId one = start(person);
            SessionId other = start(person);
            SessionId adas = start(ada);
            List.of(one, other, adas).forEach(script::works);
            probe("disable?id=" + Visitor.json(person.get("/api/me")).getString("id"));
            await("both are stopped", () -> !script.isWorking(one) && !script.isWorking(other));
            assertTrue(script.isWorking(adas));
        }
    }

    @Test
    void disablingSucceedsWhileTheAgentIsDownAndTheWorkersAreStoppedWhenItIsBack() throws Exception {
        try (Visitor person = person("later")) {
            SessionId id = start(person);
            script.works(id);
            String account = Visitor.json(person.get("/api/me")).getString("id");
            script.down = true;
            probe("disable?id=" + account);
            assertEquals(401, person.get("/api/me").statusCode());
            assertTrue(script.isWorking(id));
            script.down = false;
            await("it is stopped", () -> !script.isWorking(id));
        }
    }

    @Test
    void anEventThatCannotBeReadDoesNotKeepAConversationForEver() throws Exception {
        SessionId id = start(ada);
        script.happensUnreadably(id);
        delete(id);
        await("it is deleted at the agent", () -> !script.exists(id));
    }

    @Test
    void manyThatHaveToWaitKeepNoOtherWaiting() throws Exception {
        List<SessionId> waiting = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            SessionId id = start(ada);
            script.runAhead(id);
            delete(id);
            waiting.add(id);
        }
        SessionId free =
                SessionId.parse("ffffffff" + SessionId.random().toString().substring(8));
        ada.change("POST", "/api/conversations", "{\"id\":\"" + free + "\"}");
        delete(free);
        await("the last one is deleted", () -> !script.exists(free));
        assertTrue(waiting.stream().allMatch(script::exists));
        waiting.forEach(script::comeToRest);
    }

    private static void delete(SessionId id) throws Exception {
        assertEquals(204, ada.change("DELETE", "/api/conversations/" + id, "").statusCode());
    }

    private static int restore(SessionId id) throws Exception {
        return ada.change("POST", "/api/conversations/" + id + "/restore", "").statusCode();
    }

    private static void probe(String call) throws Exception {
        assertEquals(204, ada.change("POST", "/api/probe/" + call, "").statusCode());
    }
}
