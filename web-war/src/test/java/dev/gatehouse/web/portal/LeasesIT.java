package dev.gatehouse.web.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.web.accounts.entity.Capacity;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who asks for a wider mode, who grants it, and who does not. */
class LeasesIT extends PortalWithApprovers {

    @Deployment(testable = false)
    static WebArchive portal() {
        return war("leases")
                .addClass(ApprovalsProbe.class)
                .addClass(PolicyProbe.class)
                .addClass(LeasesProbe.class);
    }

    /** Then everything else is something to be asked for. */
    @BeforeEach
    void allowOnlyOneMode() throws Exception {
        publishOnlyAsk();
    }

    private static JsonObject granted(Visitor who) throws Exception {
        return Visitor.json(ada.get("/api/lease-probe/grant?id=" + id(who)));
    }

    private static boolean may(Visitor who, String mode) throws Exception {
        return granted(who).getJsonArray("allowed").toString().contains('"' + mode + '"');
    }

    private static String acts() throws Exception {
        return ada.get("/api/lease-probe/acts").body();
    }

    private static void age(String lease, int secondsLeft) throws Exception {
        assertEquals(
                204,
                ada.change("POST", "/api/lease-probe/age?id=" + lease + "&seconds=" + secondsLeft, "")
                        .statusCode());
        assertEquals(204, ada.change("POST", "/api/lease-probe/tick", "").statusCode());
    }

    @Test
    void aGrantedLeaseWidensTheGrantAndItsEndNarrowsItAgain() throws Exception {
        try (Visitor una = member("una")) {
            assertFalse(may(una, "plan"));
            String lease = asked(una, 30);
            assertFalse(may(una, "plan"), "asking alone grants nothing");
            grant(ben, lease, 30);
            assertTrue(may(una, "plan"));
            JsonObject grant = granted(una);
            assertTrue(grant.containsKey("validUntil"));
            assertFalse(grant.getJsonObject("next")
                    .getJsonArray("allowed")
                    .toString()
                    .contains("plan"));
            long revision = grant.getJsonNumber("revision").longValue();
            age(lease, -1);
            assertEquals("EXPIRED", state(una, lease));
            assertFalse(may(una, "plan"));
            assertTrue(granted(una).getJsonNumber("revision").longValue() > revision);
        }
    }

    @Test
    void aClockThatIsSetBackDoesNotLengthenIt() throws Exception {
        try (Visitor lou = member("lou")) {
            String lease = asked(lou, 30);
            grant(ben, lease, 5);
            // its end is a day away by the clock on the wall
            age(lease, 86_400);
            long left = listed(lou, "own", lease).orElseThrow().getInt("remainingMillis");
            assertTrue(left <= 5 * 60_000, "left " + left);
            Instant until = Instant.parse(granted(lou).getString("validUntil"));
            assertTrue(until.isBefore(Instant.now().plusSeconds(5 * 60 + 5)), "until " + until);
        }
    }

    @Test
    void everyStepIsToldToTheAudit() throws Exception {
        try (Visitor amy = member("amy")) {
            String lease = asked(amy, 30);
            grant(ben, lease, 20);
            act(amy, lease, "end", "");
            String told = acts();
            assertTrue(told.contains("leases.asked by amy to amy"), told);
            assertTrue(told.contains("leases.granted by ben to amy"), told);
            assertTrue(told.contains("granted-minutes=20"), told);
            assertTrue(told.contains("leases.ended by amy to amy"), told);
            String refused = asked(amy, 5);
            act(ben, refused, "refuse", "{\"note\":\"not twice\"}");
            assertTrue(acts().contains("leases.refused by ben to amy"), acts());
        }
    }

    private static HttpResponse<String> breakGlass(Visitor who, String reason, int minutes) throws Exception {
        return who.change(
                "POST",
                "/api/leases/break-glass",
                "{\"mode\":\"plan\",\"minutes\":" + minutes + ",\"reason\":\"" + reason + "\"}");
    }

    @Test
    void glassIsBrokenByAnAdministratorWhoHasSignedInAgainAndGivesAReason() throws Exception {
        try (Visitor boss = person("boss")) {
            ada.change("POST", "/api/probe/promote?id=" + id(boss), "");
            assertEquals(403, breakGlass(boss, "the site is down", 10).statusCode(), "without signing in again");
            String wrong = "{\"password\":\"a guess\"}";
            assertEquals(400, boss.change("POST", "/api/sign-in-again", wrong).statusCode());
            assertEquals(403, breakGlass(boss, "the site is down", 10).statusCode());
            String right = "{\"password\":\"a sentence to sign in\"}";
            assertEquals(204, boss.change("POST", "/api/sign-in-again", right).statusCode());
            assertEquals(400, breakGlass(boss, " ", 10).statusCode(), "without a reason");
            assertEquals(400, breakGlass(boss, "the site is down", 61).statusCode(), "too long");
            HttpResponse<String> broken = breakGlass(boss, "the site is down", 10);
            assertEquals(201, broken.statusCode(), broken.body());
            assertTrue(Visitor.json(broken).getBoolean("breakGlass"));
            assertTrue(may(boss, "plan"));
            assertTrue(acts().contains("leases.broke-glass by boss to boss"), acts());
            // another administrator sees it and can end it
            String lease = Visitor.json(broken).getString("id");
            assertTrue(listed(ada, "others", lease).orElseThrow().getBoolean("breakGlass"));
            assertEquals(200, act(ada, lease, "end", "").statusCode());
            assertFalse(may(boss, "plan"));
        }
    }

    @Test
    void nobodyElseBreaksGlass() throws Exception {
        String right = "{\"password\":\"a sentence to sign in\"}";
        ben.change("POST", "/api/sign-in-again", right);
        assertEquals(403, breakGlass(ben, "I approve for many", 10).statusCode());
        assertFalse(may(ben, "plan"));
    }

    @Test
    void whatAnotherRefusedOrForgedIsToldToNobody() throws Exception {
        try (Visitor joe = member("joe")) {
            String lease = asked(joe, 30);
            grant(eve, lease, 30);
            grant(joe, lease, 30);
            assertFalse(acts().contains("leases.granted by eve"), acts());
            assertFalse(acts().contains("leases.granted by joe"), acts());
            assertFalse(may(joe, "plan"));
        }
    }

    private static HttpResponse<String> ask(Visitor who, String mode, int minutes) throws Exception {
        return who.change(
                "POST",
                "/api/leases",
                "{\"mode\":\"" + mode + "\",\"minutes\":" + minutes + ",\"reason\":\"release day\"}");
    }

    /** Someone of the team that ben approves for; each test has a person of its own. */
    private Visitor member(String name) throws Exception {
        Visitor member = person(name);
        add("team", member, Capacity.MEMBER);
        return member;
    }

    private static String asked(Visitor who, int minutes) throws Exception {
        HttpResponse<String> created = ask(who, "plan", minutes);
        assertEquals(201, created.statusCode(), created.body());
        return Visitor.json(created).getString("id");
    }

    private static HttpResponse<String> act(Visitor who, String lease, String what, String body) throws Exception {
        return who.change("POST", "/api/leases/" + lease + "/" + what, body);
    }

    private static HttpResponse<String> grant(Visitor who, String lease, int minutes) throws Exception {
        return act(who, lease, "grant", "{\"minutes\":" + minutes + ",\"note\":\"go\"}");
    }

    private static Optional<JsonObject> listed(Visitor who, String part, String lease) throws Exception {
        return Visitor.json(who.get("/api/leases")).getJsonArray(part).getValuesAs(JsonObject.class).stream()
                .filter(each -> each.getString("id").equals(lease))
                .findFirst();
    }

    private static String state(Visitor who, String lease) throws Exception {
        return listed(who, "own", lease).orElseThrow().getString("state");
    }

    @Test
    void anApproverShortensAndGrantsAndBothSeeTheCountdown() throws Exception {
        try (Visitor mia = member("mia")) {
            String lease = asked(mia, 30);
            JsonObject toDecide = listed(ben, "others", lease).orElseThrow();
            assertTrue(toDecide.getBoolean("decides"));
            assertEquals("release day", toDecide.getString("reason"));
            assertEquals(200, grant(ben, lease, 10).statusCode());
            JsonObject mine = listed(mia, "own", lease).orElseThrow();
            assertEquals("ACTIVE", mine.getString("state"));
            assertEquals("ben", mine.getString("decidedBy"));
            long left = mine.getInt("remainingMillis");
            assertTrue(left > 9 * 60_000 && left <= 10 * 60_000, "left " + left);
            assertTrue(listed(ben, "others", lease).orElseThrow().containsKey("remainingMillis"));
            // early, by the person
            assertEquals(200, act(mia, lease, "end", "").statusCode());
            assertEquals("ENDED", state(mia, lease));
            assertEquals(409, act(ben, lease, "end", "").statusCode());
        }
    }

    @Test
    void whoGrantedItMayEndItToo() throws Exception {
        try (Visitor tim = member("tim")) {
            String lease = asked(tim, 30);
            grant(ben, lease, 30);
            assertEquals(200, act(ben, lease, "end", "").statusCode());
            assertEquals("ENDED", state(tim, lease));
            assertEquals("ben", listed(tim, "own", lease).orElseThrow().getString("endedBy"));
        }
    }

    @Test
    void nobodyGrantsTheirOwn() throws Exception {
        String own = asked(ben, 15);
        assertEquals(403, grant(ben, own, 15).statusCode());
        assertEquals(403, act(ben, own, "refuse", "{\"note\":\"not me\"}").statusCode());
        assertEquals("ASKED", state(ben, own));
        String administrators = asked(ada, 15);
        assertEquals(403, grant(ada, administrators, 15).statusCode());
        assertEquals("ASKED", state(ada, administrators));
    }

    @Test
    void anotherGroupsApproverFindsNothing() throws Exception {
        try (Visitor sue = member("sue")) {
            String lease = asked(sue, 30);
            assertEquals(Optional.empty(), listed(eve, "others", lease));
            for (String what : List.of("grant", "refuse", "withdraw", "end")) {
                assertEquals(
                        404,
                        act(eve, lease, what, "{\"minutes\":5,\"note\":\"because\"}")
                                .statusCode(),
                        what);
            }
            assertEquals("ASKED", state(sue, lease));
        }
    }

    @Test
    void anAdministratorGrantsWithoutBeingAnApprover() throws Exception {
        try (Visitor pat = person("pat")) {
            String lease = asked(pat, 30);
            assertEquals(200, grant(ada, lease, 30).statusCode());
            assertEquals("ACTIVE", state(pat, lease));
        }
    }

    @Test
    void itIsNotGrantedForLongerThanItWasAskedFor() throws Exception {
        try (Visitor kim = member("kim")) {
            String lease = asked(kim, 10);
            assertEquals(400, grant(ben, lease, 11).statusCode());
            assertEquals(400, grant(ben, lease, 0).statusCode());
            assertEquals("ASKED", state(kim, lease));
        }
    }

    @Test
    void whatIsDecidedIsDecided() throws Exception {
        try (Visitor leo = member("leo")) {
            String lease = asked(leo, 10);
            assertEquals(400, act(ben, lease, "refuse", "{\"note\":\"\"}").statusCode());
            assertEquals(
                    200, act(ben, lease, "refuse", "{\"note\":\"not today\"}").statusCode());
            assertEquals(409, grant(ada, lease, 10).statusCode());
            JsonObject told = listed(leo, "own", lease).orElseThrow();
            assertEquals("REFUSED", told.getString("state"));
            assertEquals("not today", told.getString("note"));
        }
    }

    @Test
    void onlyWhoAskedTakesItBack() throws Exception {
        try (Visitor max = member("max")) {
            String lease = asked(max, 10);
            assertEquals(403, act(ben, lease, "withdraw", "").statusCode());
            assertEquals(200, act(max, lease, "withdraw", "").statusCode());
            assertEquals(409, grant(ben, lease, 10).statusCode());
        }
    }

    @Test
    void whatCannotBeAskedForIsRefused() throws Exception {
        try (Visitor zoe = member("zoe")) {
            assertEquals(400, ask(zoe, "plan", 0).statusCode());
            assertEquals(400, ask(zoe, "plan", 100_000).statusCode());
            assertEquals(400, ask(zoe, "everything", 10).statusCode());
            // the host runs no auto, and isolates nobody
            assertEquals(400, ask(zoe, "auto", 10).statusCode());
            assertEquals(400, ask(zoe, "bypassPermissions", 10).statusCode());
            // allowed already
            assertEquals(400, ask(zoe, "default", 10).statusCode());
            String reasonless = "{\"mode\":\"plan\",\"minutes\":10,\"reason\":\" \"}";
            assertEquals(400, zoe.change("POST", "/api/leases", reasonless).statusCode());
            assertEquals(201, ask(zoe, "plan", 10).statusCode());
            assertEquals(409, ask(zoe, "plan", 10).statusCode());
        }
    }

    @Test
    void aForgedRequestGrantsNothing() throws Exception {
        try (Visitor ian = member("ian")) {
            String lease = asked(ian, 10);
            HttpResponse<String> forged = ben.send(ben.request("/api/leases/" + lease + "/grant")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"minutes\":10}")));
            assertEquals(403, forged.statusCode());
            assertEquals("ASKED", state(ian, lease));
        }
    }
}
