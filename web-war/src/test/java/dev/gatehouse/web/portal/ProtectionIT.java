package dev.gatehouse.web.portal;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The protection of every address; without any agent, so all of it works while that is down. */
class ProtectionIT extends PortalAlone {

    @Deployment(testable = false)
    static WebArchive portal() {
        return war("protection");
    }

    @Test
    void withoutASignInEveryPageLeadsToTheSignInPage() throws Exception {
        for (String page : List.of(
                "/",
                "/chat",
                "/chat.xhtml",
                "/claude-md",
                "/account",
                "/admin/users",
                "/admin/users.xhtml",
                "/admin/sessions",
                "/nothing/here",
                "/sign-out",
                "/openapi",
                "/metrics",
                "/login/../admin/users",
                "/resources/../admin/users",
                "/resources/..;/admin/users",
                "/healthy",
                "/WEB-INF/web.xml")) {
            HttpResponse<String> answer = visitor.get(page);
            String where = header(answer, "Location");
            assertTrue(
                    answer.statusCode() / 100 == 3
                                    && List.of("/", "/login")
                                            .contains(URI.create(where).getPath())
                            || answer.statusCode() == 404
                            || answer.statusCode() == 400,
                    page + ": " + answer.statusCode() + " " + where);
            assertFalse(answer.body().contains("users:table"), page);
        }
    }

    @Test
    void withoutASignInEveryApiCallIsA401ProblemAndNoRedirect() throws Exception {
        String id = "/api/sessions/11111111-1111-4111-8111-111111111111";
        for (String path : List.of(
                "/api",
                "/api/",
                "/api/me",
                "/api/status",
                "/api/conversations",
                "/api/claude-md",
                "/api/probe/create",
                "/api/application.wadl",
                "/api/nothing",
                id,
                id + "/events",
                id + "/history")) {
            assertProblem(401, "UNAUTHENTICATED", visitor.get(path));
        }
        assertProblem(401, "UNAUTHENTICATED", visitor.change("POST", "/api/conversations", "{}"));
        assertProblem(401, "UNAUTHENTICATED", visitor.change("PATCH", "/api/conversations/x", "{}"));
        assertProblem(401, "UNAUTHENTICATED", visitor.change("DELETE", "/api/me", ""));
    }

    @Test
    void whatTheSignInPageNeedsIsOpen() throws Exception {
        for (String path : List.of("/login", "/resources/gatehouse/css/base.css", "/health/ready")) {
            assertEquals(200, visitor.get(path).statusCode(), path);
        }
    }

    @Test
    void administrationIsForAdministratorsOnly() throws Exception {
        create("only.user");
        visitor.signIn("only.user", PASSWORD);
        assertEquals(403, visitor.get("/admin/users").statusCode());
        assertEquals(403, visitor.get("/admin/users.xhtml").statusCode());
        assertEquals(403, visitor.get("/admin/sessions").statusCode());
        HttpResponse<String> users = admin.get("/admin/users");
        assertEquals(200, users.statusCode());
        assertTrue(users.body().contains("only.user"));
    }

    @Test
    void aChangeWithoutTheTokenOrFromElsewhereIsRefused() throws Exception {
        create("target");
        visitor.signIn("target", PASSWORD);
        String body = "{\"theme\":\"dark\"}";
        assertProblem(403, "CSRF", visitor.send(put(body)));
        assertProblem(403, "CSRF", visitor.send(put(body).header("X-CSRF-Token", admin.csrf())));
        assertProblem(
                403,
                "CSRF",
                visitor.send(put(body).header("X-CSRF-Token", visitor.csrf()).header("Sec-Fetch-Site", "cross-site")));
        assertProblem(
                403,
                "CSRF",
                visitor.send(
                        put(body).header("X-CSRF-Token", visitor.csrf()).header("Origin", "https://evil.example")));
        assertTrue(visitor.get("/api/me").body().contains("\"theme\":\"system\""));
        assertEquals(
                204,
                visitor.send(put(body).header("X-CSRF-Token", visitor.csrf())).statusCode());
        assertTrue(visitor.get("/api/me").body().contains("\"theme\":\"dark\""));
    }

    private HttpRequest.Builder put(String body) {
        return visitor.request("/api/me/theme")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body));
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        for (HttpResponse<String> answer : List.of(
                visitor.get("/login"),
                visitor.get("/api/me"),
                visitor.get("/chat"),
                admin.get("/account"),
                admin.get("/api/me"),
                admin.get("/nothing"))) {
            String policy = header(answer, "Content-Security-Policy");
            assertAll(
                    answer.uri().toString(),
                    () -> assertEquals(
                            1,
                            answer.headers()
                                    .allValues("Content-Security-Policy")
                                    .size()),
                    () -> assertTrue(policy.contains("default-src 'self'"), policy),
                    () -> assertTrue(policy.contains("frame-ancestors 'none'"), policy),
                    () -> assertFalse(
                            policy.substring(policy.indexOf("script-src")).contains("unsafe"), policy),
                    () -> assertEquals("nosniff", header(answer, "X-Content-Type-Options")),
                    () -> assertEquals("no-store", header(answer, "Cache-Control")),
                    () -> assertEquals("same-origin", header(answer, "Cross-Origin-Opener-Policy")),
                    () -> assertFalse(header(answer, "Permissions-Policy").isEmpty()),
                    () -> assertFalse(header(answer, "Referrer-Policy").isEmpty()));
        }
    }

    @Test
    void whileTheAgentIsDownThePortalSaysSoAndTheRestWorks() throws Exception {
        String status = admin.get("/api/status").body();
        assertTrue(status.contains("\"up\":false") && status.contains("AGENT_UNREACHABLE"), status);
        assertProblem(502, "AGENT_UNREACHABLE", admin.change("POST", "/api/conversations", "{}"));
        assertEquals("[]", admin.get("/api/conversations").body());
        assertEquals(200, admin.get("/claude-md").statusCode());
        assertEquals(200, admin.get("/admin/sessions").statusCode());
        assertEquals(200, visitor.get("/health/ready").statusCode());
    }

    @Test
    void badRequestsAreProblems() throws Exception {
        assertProblem(400, "MALFORMED_REQUEST", admin.change("PUT", "/api/me/theme", "{"));
        assertProblem(400, "INVALID_VALUE", admin.change("PUT", "/api/me/theme", "{\"theme\":7}"));
        assertProblem(400, "INVALID_VALUE", admin.change("POST", "/api/conversations", "{\"id\":\"1-1-1-1-1\"}"));
        assertProblem(400, "INVALID_VALUE", admin.get("/api/conversations?before=yesterday"));
        assertProblem(413, "TOO_LARGE", admin.change("POST", "/api/conversations", "x".repeat(20_000)));
        assertProblem(404, "NOT_FOUND", admin.get("/api/nothing"));
        assertProblem(405, "METHOD_NOT_ALLOWED", admin.change("DELETE", "/api/me", ""));
    }
}
