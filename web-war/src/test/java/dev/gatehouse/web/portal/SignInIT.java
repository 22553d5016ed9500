package dev.gatehouse.web.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Accounts and sign-in; without any agent, so all of it works while that is down. */
class SignInIT extends PortalAlone {

    private static final String NAME = "sign-in";

    @Deployment(testable = false)
    static WebArchive portal() {
        return war(NAME);
    }

    @Test
    void theFirstAdministratorsPasswordIsUsedAndItsFileIsGone() throws Exception {
        assertFalse(Files.exists(PortalUnderTest.data(NAME).resolve("initial-admin-password")));
        assertTrue(admin.get("/api/me").body().contains("\"administrator\""));
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAreToldAlike() throws Exception {
        create("exists");
        HttpResponse<String> wrong = visitor.signIn("exists", "not the password");
        HttpResponse<String> unknown = visitor.signIn("exists.not", "not the password");
        String message = "do not belong together";
        assertTrue(wrong.body().contains(message) && unknown.body().contains(message));
        assertEquals(wrong.statusCode(), unknown.statusCode());
        assertFalse(visitor.cookies().containsKey(Visitor.SIGN_IN_COOKIE));
    }

    @Test
    void theNameIsFoldedAndThePasswordIsNot() throws Exception {
        create("fold");
        assertEquals(
                200,
                visitor.signIn("fold", PASSWORD.toUpperCase(java.util.Locale.ROOT))
                        .statusCode());
        assertEquals(302, visitor.signIn(" FOLD ", PASSWORD).statusCode());
    }

    @Test
    void guessingIsSlowedWithTheTimeToWait() throws Exception {
        create("guessed");
        HttpResponse<String> answer = visitor.signIn("guessed", "the first guess");
        for (int guesses = 1; answer.statusCode() == 200 && guesses < 12; guesses++) {
            answer = visitor.signIn("guessed", "guess number " + guesses);
        }
        assertEquals(429, answer.statusCode());
        assertTrue(answer.body().contains("Too many attempts. Try again in"), answer.body());
        assertEquals(429, visitor.signIn("guessed", PASSWORD).statusCode(), "not even with the right one");
    }

    @Test
    void signingInChangesTheSessionIdAndNeverTakesAGivenSignIn() throws Exception {
        create("fixed");
        visitor.cookies().put("JSESSIONID", "attackers-choice");
        visitor.cookies().put(Visitor.SIGN_IN_COOKIE, "11111111-1111-4111-8111-111111111111." + "A".repeat(43));
        visitor.signIn("fixed", PASSWORD);
        visitor.get("/account");
        assertNotEquals("attackers-choice", visitor.cookies().get("JSESSIONID"));
        String before = visitor.cookies().get("JSESSIONID");
        String firstSignIn = visitor.cookies().get(Visitor.SIGN_IN_COOKIE);
        assertFalse(firstSignIn.startsWith("11111111"));

        visitor.cookies().remove(Visitor.SIGN_IN_COOKIE);
        visitor.signIn("fixed", PASSWORD);
        visitor.get("/account");
        assertNotEquals(before, visitor.cookies().get("JSESSIONID"));

        var knowsTheSessionId = new Visitor(portal);
        knowsTheSessionId.cookies().put("JSESSIONID", visitor.cookies().get("JSESSIONID"));
        assertProblem(401, "UNAUTHENTICATED", knowsTheSessionId.get("/api/me"));
        knowsTheSessionId.close();
    }

    @Test
    void theCookieIsOutOfReachForScriptsAndOtherSites() throws Exception {
        create("cookie");
        HttpResponse<String> answer = visitor.signIn("cookie", PASSWORD);
        String cookie = answer.headers().allValues("Set-Cookie").stream()
                .filter(each -> each.startsWith(Visitor.SIGN_IN_COOKIE))
                .findFirst()
                .orElseThrow();
        assertTrue(cookie.contains("; HttpOnly") && cookie.contains("SameSite=Lax"), cookie);
        assertFalse(cookie.contains("Max-Age"), "ends with the browser unless asked to be kept: " + cookie);
    }

    @Test
    void theDatabaseHoldsNoSecretOfASignInAndPasswordsAreHashedAsOwaspSays() throws Exception {
        String id = create("hashed");
        visitor.signIn("hashed", PASSWORD);
        String hash = probe("hash?id=" + id);
        assertTrue(hash.startsWith("PBKDF2WithHmacSHA512:210000:") && hash.endsWith("outdated=false"), hash);
        String secret = visitor.cookies().get(Visitor.SIGN_IN_COOKIE).substring(37);
        try (Stream<java.nio.file.Path> files = Files.walk(PortalUnderTest.data(NAME))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(content.contains(secret) || content.contains(PASSWORD), file.toString());
            }
        }
    }

    @Test
    void signingOutRevokesTheTokenForGood() throws Exception {
        create("leaves");
        visitor.signIn("leaves", PASSWORD);
        String token = visitor.cookies().get(Visitor.SIGN_IN_COOKIE);
        assertEquals(200, visitor.get("/api/me").statusCode());
        assertEquals(302, visitor.signOut().statusCode());
        visitor.cookies().put(Visitor.SIGN_IN_COOKIE, token);
        assertProblem(401, "UNAUTHENTICATED", visitor.get("/api/me"));
    }

    @Test
    void signingOutNeedsTheTokenOfThePage() throws Exception {
        create("stays");
        visitor.signIn("stays", PASSWORD);
        HttpResponse<String> forged = visitor.send(visitor.request("/sign-out")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("csrf=guess")));
        assertEquals(403, forged.statusCode());
        assertEquals(200, visitor.get("/api/me").statusCode());
    }

    @Test
    void aDisabledAccountIsOutAtItsNextRequest() throws Exception {
        String id = create("disabled");
        visitor.signIn("disabled", PASSWORD);
        assertEquals(200, visitor.get("/api/me").statusCode());
        probe("disable?id=" + id);
        assertProblem(401, "UNAUTHENTICATED", visitor.get("/api/me"));
        assertEquals(200, visitor.signIn("disabled", PASSWORD).statusCode(), "and cannot come back");
    }

    @Test
    void aLostRoleIsLostAtTheNextRequest() throws Exception {
        String id = probe("create?name=second.admin&administrator=true&password=" + PASSWORD.replace(" ", "%20"));
        visitor.signIn("second.admin", PASSWORD);
        assertEquals(200, visitor.get("/admin/users").statusCode());
        probe("demote?id=" + id);
        assertEquals(403, visitor.get("/admin/users").statusCode());
        assertEquals(200, visitor.get("/api/me").statusCode());
    }

    @Test
    void aResetPasswordWorksOnceAndOnlyToChooseAnother() throws Exception {
        String id = create("reset");
        visitor.signIn("reset", PASSWORD);
        String oneTime = probe("reset?id=" + id);
        assertProblem(401, "UNAUTHENTICATED", visitor.get("/api/me"));
        assertEquals(302, visitor.signIn("reset", oneTime).statusCode());
        assertTrue(header(visitor.get("/chat"), "Location").endsWith("/account"));
        assertProblem(403, "FORBIDDEN", visitor.get("/api/conversations"));
        assertEquals(200, visitor.get("/account").statusCode());
    }

    @Test
    void theLastAdministratorStaysEvenWhenTwoRemoveEachOtherAtOnce() throws Exception {
        String first = Visitor.json(admin.get("/api/me")).getString("id");
        assertProblem(409, "LAST_ADMINISTRATOR", admin.change("POST", "/api/probe/demote?id=" + first, ""));
        assertProblem(409, "LAST_ADMINISTRATOR", admin.change("POST", "/api/probe/disable?id=" + first, ""));
        String rival = probe("create?name=rival&administrator=true&password=" + PASSWORD.replace(" ", "%20"));
        for (int round = 0; round < 5; round++) {
            String[] results = probe("race?one=" + rival + "&other=" + first).split(" ");
            Arrays.sort(results);
            assertEquals(List.of("LAST_ADMINISTRATOR", "done"), List.of(results));
            probe("promote?id=" + first);
            probe("promote?id=" + rival);
        }
        probe("demote?id=" + rival);
    }

    @Test
    void afterTheSignInOneComesToThePageOneWantedAndNowhereElse() throws Exception {
        create("wanders");
        assertTrue(header(visitor.get("/claude-md?a=1"), "Location").endsWith("/login?next=%2Fclaude-md%3Fa%3D1"));
        assertEquals("/claude-md", path(visitor.signIn("wanders", PASSWORD, "/claude-md")));
        try (var other = new Visitor(portal)) {
            assertEquals("/", path(other.signIn("wanders", PASSWORD, "//evil.example/")));
        }
    }

    private static String path(HttpResponse<String> redirect) {
        URI target = URI.create(header(redirect, "Location"));
        assertTrue(target.getHost() == null || target.getHost().equals("127.0.0.1"), target.toString());
        return target.getPath();
    }
}
