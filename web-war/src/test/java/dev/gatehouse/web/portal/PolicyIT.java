package dev.gatehouse.web.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Publishing, freezing, and that every change reaches the agent. */
class PolicyIT extends PortalWithAgent {

    private static final String PLAN_ONLY =
            "{\"everyone\": {\"modes\": {\"allowed\": [\"plan\"], \"initial\": \"plan\", \"fallback\": \"plan\"},"
                    + " \"rules\": {\"deny\": [\"WebFetch\"]}}}";

    @Deployment(testable = false)
    static WebArchive portal() {
        return war("policy").addClass(PolicyProbe.class);
    }

    /** Publishing asks for the password again; each test publishes within the time that it counts. */
    @BeforeEach
    void confirm() throws Exception {
        done(ada, "confirm", PortalUnderTest.ADMIN_PASSWORD);
    }

    private static HttpResponse<String> call(Visitor who, String call, String body) throws Exception {
        return who.send(who.request("/api/policy-probe/" + call)
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

    private static String code(HttpResponse<String> answer) {
        return Visitor.json(answer).getString("code");
    }

    private static String save(Visitor who, String text) throws Exception {
        String seen = done(who, "seen", "");
        return done(who, "save?seen=" + seen + "&based=" + done(who, "number", ""), text);
    }

    private static long publish(Visitor who, String text) throws Exception {
        return Long.parseLong(done(who, "publish?reason=as+agreed&seen=" + save(who, text), ""));
    }

    /** Back to what is shipped, as the tests share the portal. */
    private static void publishShipped() throws Exception {
        String seen = done(ada, "seen", "");
        String draft = done(ada, "back?to=0&seen=" + seen + "&based=" + done(ada, "number", ""), "");
        done(ada, "publish?reason=back+again&seen=" + draft, "");
    }

    private static UUID account(Visitor who) throws Exception {
        return UUID.fromString(Visitor.json(who.get("/api/me")).getString("id"));
    }

    private static void awaitGrant(UUID owner, String what, Predicate<ModeGrant> is) throws Exception {
        await(what, () -> script.grantOf(owner).filter(is).isPresent());
    }

    @Test
    void aPublishedPolicyIsInForceForSessionsAndReachesTheAgentByItself() throws Exception {
        start(bob);
        UUID owner = account(bob);
        long number = publish(ada, PLAN_ONLY);
        awaitGrant(owner, "the agent has the published grant", grant -> grant.policyVersion() == number);
        ModeGrant grant = script.grantOf(owner).orElseThrow();
        assertEquals(Set.of(PermissionMode.PLAN), grant.allowed());
        assertEquals(List.of("WebFetch"), grant.rules().deny());
        assertTrue(bob.get("/api/status").body().contains("\"initialMode\":\"plan\""));
        publishShipped();
        awaitGrant(owner, "all is as before", each -> each.allowed().size() == 5);
        assertTrue(script.grantOf(owner).orElseThrow().revision() > grant.revision());
        assertEquals("admin - admin 0", done(ada, "people", ""));
    }

    @Test
    void whatIsPublishedWhileTheAgentIsDownReachesItWhenItIsBack() throws Exception {
        start(bob);
        UUID owner = account(bob);
        script.down = true;
        long number = publish(ada, PLAN_ONLY);
        script.down = false;
        awaitGrant(owner, "the agent has it after all", grant -> grant.policyVersion() == number);
        publishShipped();
    }

    @Test
    void aBrokenPolicyIsRefusedWithEveryLineAndTheOldOneStays() throws Exception {
        String before = done(ada, "number", "");
        String draft = save(ada, "{\"everyone\": {},\n \"grups\": []}");
        HttpResponse<String> refused = call(ada, "publish?reason=no&seen=" + draft, "");
        assertEquals(
                422, call(ada, "publish?reason=as+agreed&seen=" + draft, "").statusCode());
        assertEquals(400, refused.statusCode(), "a reason of two letters is none");
        String told = Visitor.json(call(ada, "publish?reason=as+agreed&seen=" + draft, ""))
                .getString("detail");
        assertTrue(told.contains("line 1, /everyone: \"modes\" is missing here."), told);
        assertTrue(told.contains("line 2, /grups: There is no \"grups\" here."), told);
        assertEquals(before, done(ada, "number", ""));
        done(ada, "discard?seen=" + draft, "");
    }

    @Test
    void ofTwoAdministratorsWhoPublishAtOnceTheSecondIsTold() throws Exception {
        Visitor eve = administrator("eve");
        String draft = save(ada, PLAN_ONLY);
        List<CompletableFuture<HttpResponse<String>>> both = Stream.of(ada, eve)
                .map(who -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return call(who, "publish?reason=as+agreed&seen=" + draft, "");
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();
        List<HttpResponse<String>> answers =
                both.stream().map(CompletableFuture::join).toList();
        assertEquals(
                1, answers.stream().filter(each -> each.statusCode() == 200).count(), answers::toString);
        HttpResponse<String> second = answers.stream()
                .filter(each -> each.statusCode() != 200)
                .findFirst()
                .orElseThrow();
        assertEquals("CONFLICT", code(second));
        publishShipped();
        HttpResponse<String> stale = call(eve, "save?seen=" + draft + "&based=0", PLAN_ONLY);
        assertEquals("CONFLICT", code(stale));
        assertTrue(Visitor.json(stale).getString("detail").contains("admin has published version"), stale.body());
        eve.close();
    }

    @Test
    void publishingNeedsThePasswordAgain() throws Exception {
        Visitor eve = person("eden");
        ada.change("POST", "/api/probe/promote?id=" + account(eve), "");
        String draft = save(eve, PLAN_ONLY);
        HttpResponse<String> refused = call(eve, "publish?reason=as+agreed&seen=" + draft, "");
        assertEquals("FORBIDDEN", code(refused));
        assertTrue(refused.body().contains("Confirm with your password"), refused.body());
        done(eve, "discard?seen=" + draft, "");
        eve.close();
    }

    @Test
    void nobodysDraftIsOverwrittenUnseen() throws Exception {
        Visitor eve = administrator("eva");
        String draft = save(ada, PLAN_ONLY);
        String based = done(ada, "number", "");
        String changed = done(eve, "save?seen=" + draft + "&based=" + based, PLAN_ONLY + "\n");
        assertEquals("CONFLICT", code(call(ada, "save?seen=" + draft + "&based=" + based, PLAN_ONLY)));
        assertEquals("CONFLICT", code(call(ada, "save?seen=0&based=" + based, PLAN_ONLY)));
        done(ada, "discard?seen=" + changed, "");
        eve.close();
    }

    @Test
    void aSecondPersonIsSomebodyElseAndHasToHaveSeenTheVeryText() throws Exception {
        Visitor eve = administrator("evi");
        String two = PLAN_ONLY.substring(0, PLAN_ONLY.length() - 1) + ", \"publishing\": {\"secondPerson\": true}}";
        publish(ada, two);
        String draft = save(ada, PLAN_ONLY);
        assertEquals("FORBIDDEN", code(call(ada, "publish?reason=as+agreed&seen=" + draft, "")));
        assertEquals("FORBIDDEN", code(call(ada, "approve?seen=" + draft, "")));
        done(eve, "approve?seen=" + draft, "");
        String later = save(ada, PLAN_ONLY + "\n");
        assertEquals("FORBIDDEN", code(call(ada, "publish?reason=as+agreed&seen=" + later, "")));
        done(eve, "approve?seen=" + later, "");
        done(ada, "publish?reason=as+agreed&seen=" + later, "");
        assertEquals("admin evi admin -", done(ada, "people", ""));
        publishShipped();
        eve.close();
    }

    @Test
    void aFrozenGroupIsToldOnEveryPageAndStoppedAtTheAgentUntilItIsThawed() throws Exception {
        start(bob);
        start(ada);
        done(ada, "join?group=trainees&id=" + account(bob), "");
        String freeze = done(ada, "freeze?group=trainees&reason=" + encoded("a leaked key <b>"), "");
        awaitGrant(account(bob), "bob is stopped", grant -> grant.frozen().equals(Optional.of("a leaked key <b>")));
        assertTrue(bob.get("/account").body().contains("a leaked key &lt;b&gt;"));
        assertTrue(bob.get("/api/freeze").body().contains("a leaked key"));
        assertTrue(bob.get("/api/status").body().contains("\"frozen\":\"a leaked key"));
        assertFalse(ada.get("/account").body().contains("a leaked key"));
        assertEquals("CONFLICT", code(call(ada, "freeze?group=trainees&reason=again", "")));
        done(ada, "thaw?id=" + freeze, "");
        awaitGrant(account(bob), "bob goes on", grant -> grant.frozen().isEmpty());
        assertFalse(bob.get("/account").body().contains("a leaked key"));
        assertEquals("CONFLICT", code(call(ada, "thaw?id=" + freeze, "")));
    }

    @Test
    void someoneDisabledIsStoppedAtTheAgent() throws Exception {
        Visitor mallory = person("mallory");
        start(mallory);
        UUID owner = account(mallory);
        assertEquals(
                204, ada.change("POST", "/api/probe/disable?id=" + owner, "").statusCode());
        awaitGrant(owner, "mallory is stopped", grant -> grant.frozen().isPresent());
        mallory.close();
    }

    @Test
    void whoIsNoAdministratorChangesNothing() throws Exception {
        for (String call : List.of(
                "save?seen=0&based=0",
                "back?to=0&seen=0&based=0",
                "approve?seen=1",
                "discard?seen=1",
                "publish?seen=1&reason=because",
                "freeze?reason=because",
                "thaw?id=" + UUID.randomUUID())) {
            HttpResponse<String> refused = call(bob, call, PLAN_ONLY);
            assertEquals(403, refused.statusCode(), call + refused.body());
            assertEquals("FORBIDDEN", code(refused), call);
        }
        assertEquals(403, call(bob, "seen", "").statusCode());
    }

    @Test
    void theSchemaIsForWhoeverIsSignedIn() throws Exception {
        HttpResponse<String> schema = bob.get("/policy.schema.json");
        assertEquals(200, schema.statusCode());
        assertTrue(schema.headers().firstValue("Content-Type").orElse("").startsWith("application/schema+json"));
        assertTrue(schema.body().contains("json-schema.org/draft/2020-12"));
        try (var stranger = new Visitor(portalUrl())) {
            assertEquals(302, stranger.get("/policy.schema.json").statusCode());
        }
    }

    private Visitor administrator(String name) throws Exception {
        Visitor visitor = person(name);
        ada.change("POST", "/api/probe/promote?id=" + account(visitor), "");
        done(visitor, "confirm", PASSWORD);
        return visitor;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
