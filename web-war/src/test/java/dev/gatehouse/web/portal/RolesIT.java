package dev.gatehouse.web.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Standing, groups and giving the password again: all of it counts from the next request. */
class RolesIT extends PortalAlone {

    @Deployment(testable = false)
    static WebArchive portal() {
        return war("roles").addClasses(RolesProbe.class, ActsSeen.class);
    }

    @Test
    void aSeatInAGroupCountsFromTheNextRequestAndEndsWithIt() throws Exception {
        String id = create("seated");
        visitor.signIn("seated", PASSWORD);
        assertEquals("[user] member [] approver []", who());
        roles("group?name=crew");
        roles("add?group=crew&as=MEMBER&id=" + id);
        assertEquals("[user] member [crew] approver []", who());
        roles("add?group=crew&as=APPROVER&id=" + id);
        roles("remove?group=crew&as=MEMBER&id=" + id);
        assertEquals("[approver, user] member [] approver [crew]", who());
        roles("delete-group?name=crew");
        assertEquals("[user] member [] approver []", who());
        roles("group?name=crew");
        assertEquals("[user] member [] approver []", who(), "a new group of an old name is empty");
    }

    @Test
    void anAuditorReadsTheConsoleAndIsNobodysApprover() throws Exception {
        String id = create("reader");
        visitor.signIn("reader", PASSWORD);
        roles("standing?to=AUDITOR&id=" + id);
        assertEquals("[auditor, user] member [] approver []", who());
        for (String page : List.of("/admin/users", "/admin/groups", "/admin/sessions")) {
            HttpResponse<String> answer = visitor.get(page);
            assertEquals(200, answer.statusCode(), page);
            assertFalse(answer.body().contains("New user") || answer.body().contains("New group"), page);
        }
        roles("group?name=audited");
        assertProblem(400, "INVALID_VALUE", change("add?group=audited&as=APPROVER&id=" + id));
        roles("standing?to=USER&id=" + id);
        roles("add?group=audited&as=APPROVER&id=" + id);
        assertProblem(400, "INVALID_VALUE", change("standing?to=AUDITOR&id=" + id));
        assertEquals("[approver, user] member [] approver [audited]", who());
        assertEquals(403, visitor.get("/admin/users").statusCode());
    }

    @Test
    void aGroupIsKnownByOneNameOnly() throws Exception {
        roles("group?name=ops");
        assertProblem(409, "ALREADY_EXISTS", change("group?name=OPS"));
        assertProblem(404, "NOT_FOUND", change("add?group=nobody-made-it&as=MEMBER&id=" + create("lost")));
    }

    @Test
    void aDangerousActNeedsThePasswordAgainOnThisDeviceAndNotLongAgo() throws Exception {
        create("careful");
        visitor.signIn("careful", PASSWORD);
        assertProblem(403, "FORBIDDEN", own("dangerous"));
        assertProblem(400, "INVALID_VALUE", own("confirm?from=10.0.0.1&password=wrong"));
        assertProblem(403, "FORBIDDEN", own("dangerous"));
        assertEquals(
                204, own("confirm?from=10.0.0.1&password=" + encoded(PASSWORD)).statusCode());
        assertEquals(204, own("dangerous").statusCode());
        try (var other = new Visitor(portal)) {
            other.signIn("careful", PASSWORD);
            assertProblem(403, "FORBIDDEN", other.change("POST", "/api/roles-probe/dangerous", ""));
        }
        own("age?seconds=299");
        assertEquals(204, own("dangerous").statusCode());
        own("age?seconds=301");
        assertProblem(403, "FORBIDDEN", own("dangerous"));
        own("age?seconds=-60");
        assertProblem(403, "FORBIDDEN", own("dangerous"));
    }

    @Test
    void guessingThePasswordThereIsSlowed() throws Exception {
        create("guesser");
        visitor.signIn("guesser", PASSWORD);
        HttpResponse<String> answer = own("confirm?from=10.0.0.2&password=wrong");
        for (int guesses = 1; answer.statusCode() == 400 && guesses < 20; guesses++) {
            answer = own("confirm?from=10.0.0.2&password=wrong");
        }
        assertProblem(429, "TOO_MANY_ATTEMPTS", answer);
    }

    @Test
    void signingInAndOutIsToldOfAndNeverWhatWasTypedForAName() throws Exception {
        create("watched");
        visitor.signIn("watched", "not the password");
        visitor.signIn("my secret typed as a name", "whatever");
        visitor.signIn("watched", PASSWORD);
        own("confirm?from=10.0.0.3&password=wrong");
        own("confirm?from=10.0.0.3&password=" + encoded(PASSWORD));
        visitor.signOut();
        String acts = admin.get("/api/roles-probe/acts").body();
        for (String act : List.of(
                " sign-in.failed watched {",
                " sign-in.failed  {",
                "watched sign-in.ok ",
                "watched sign-in.not-confirmed ",
                "watched sign-in.confirmed ",
                "watched sign-in.out ")) {
            assertTrue(acts.contains(act), act + " in " + acts);
        }
        assertFalse(acts.contains("secret") || acts.contains(PASSWORD), acts);
    }

    private String who() throws Exception {
        return visitor.get("/api/roles-probe/who").body();
    }

    private HttpResponse<String> own(String call) throws Exception {
        return visitor.change("POST", "/api/roles-probe/" + call, "");
    }

    private static HttpResponse<String> change(String call) throws Exception {
        return admin.change("POST", "/api/roles-probe/" + call, "");
    }

    private static void roles(String call) throws Exception {
        HttpResponse<String> answer = change(call);
        assertEquals(204, answer.statusCode(), call + ": " + answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
