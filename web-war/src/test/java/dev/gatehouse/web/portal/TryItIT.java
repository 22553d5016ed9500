package dev.gatehouse.web.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Trying a call under the policy in force and under another, saved cases, and who may see and do what. */
class TryItIT extends PortalWithAgent {

    private static final String FORBIDS_FETCH = "{\"everyone\": {\"modes\": {\"allowed\": [\"default\", \"plan\"],"
            + " \"initial\": \"plan\", \"fallback\": \"plan\"}, \"rules\": {\"deny\": [\"WebFetch\"], \"ask\": [\"Bash\"]}}}";
    private static final String FORBIDS_NOTHING = "{\"everyone\": {\"modes\": {\"allowed\": [\"default\"],"
            + " \"initial\": \"default\", \"fallback\": \"default\"}}}";

    @Deployment(testable = false)
    static WebArchive portal() {
        return war("try-it").addClass(TryItProbe.class);
    }

    @Test
    void aCallIsJudgedUnderThePolicyInForceOrUnderAnother() throws Exception {
        String call = "one?tool=WebFetch&mode=plan&person=" + id(bob);
        assertEquals("RUNS", done(ada, call, ""));
        assertEquals("DENIED", done(ada, call, FORBIDS_FETCH));
        assertEquals("MODE_NOT_GRANTED", done(ada, call, FORBIDS_NOTHING));
        assertEquals("ASKS", done(ada, "one?tool=Bash&mode=default&person=" + id(bob), FORBIDS_FETCH));
    }

    @Test
    void savedCasesAreTestsOfAPolicyAndSayWhatTheyHaveAgainstIt() throws Exception {
        done(ada, "clear", "");
        done(ada, "save?tool=WebFetch&mode=default&expected=DENIED&person=" + id(bob), "");
        done(ada, "save?tool=Bash&mode=default&expected=ASKS&person=" + id(bob), "");

        assertEquals("Bash ASKS=true,WebFetch DENIED=true", done(ada, "run", FORBIDS_FETCH));
        assertEquals("", done(ada, "objections", FORBIDS_FETCH));
        assertEquals("Bash ASKS=false,WebFetch DENIED=false", done(ada, "run", FORBIDS_NOTHING));
        String objections = done(ada, "objections", FORBIDS_NOTHING);
        assertTrue(
                objections.contains("The saved case \"WebFetch DENIED\" expects that the call is denied"), objections);
        assertTrue(ada.get("/admin/try-it").body().contains("WebFetch DENIED"));
        done(ada, "clear", "");
        assertFalse(ada.get("/admin/try-it").body().contains("WebFetch DENIED"));
    }

    @Test
    void nobodyButAnAdministratorSavesACase() throws Exception {
        String save = "save?tool=WebFetch&mode=default&expected=DENIED&person=" + id(bob);
        assertEquals(403, call(bob, save, "").statusCode());
        assertEquals(403, bob.get("/admin/try-it.xhtml").statusCode());
        assertEquals(403, bob.get("/admin/conformance.xhtml").statusCode());
    }

    @Test
    void thePagesShowWhatThereIs() throws Exception {
        String tryIt = ada.get("/admin/try-it").body();
        assertTrue(tryIt.contains("What Claude wants to do"), tryIt);
        assertTrue(tryIt.contains("There is no draft now"), tryIt);

        String conformance = ada.get("/admin/conformance").body();
        assertTrue(conformance.contains("Claude Code <strong>2.2.0</strong>"), conformance);
        assertTrue(conformance.contains("not measured on this host yet"), conformance);
        assertTrue(conformance.contains("not in use"), conformance);
        assertTrue(conformance.contains("Measure now"), conformance);
    }

    private static String id(Visitor who) throws Exception {
        return Visitor.json(who.get("/api/me")).getString("id");
    }

    private static HttpResponse<String> call(Visitor who, String call, String body) throws Exception {
        return who.send(who.request("/api/try-it-probe/" + call)
                .header("X-CSRF-Token", who.csrf())
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String done(Visitor who, String call, String body) throws Exception {
        HttpResponse<String> answer = call(who, call, body);
        assertTrue(answer.statusCode() / 100 == 2, call + ": " + answer.statusCode() + " " + answer.body());
        return answer.body();
    }
}
