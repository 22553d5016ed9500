package dev.gatehouse.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import jakarta.json.JsonObjectBuilder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who reaches the agent's port without being web. */
class AgentDoorIT {

    private static final String WARM = "{\"type\":\"Warm\"}";

    private final RunningPair pair = RunningPair.shared();
    private final ServiceTokens tokens = ServiceTokens.of(pair);

    @Test
    void aTokenOpensWhatItWasMadeForOnce() throws Exception {
        String subject = UUID.randomUUID().toString();
        String token = tokens.sign(ServiceTokens.claims(subject, "GET", "/sessions", ""));
        assertEquals(200, send("GET", "/sessions", "", token).statusCode());
        refused("replayed", send("GET", "/sessions", "", token));
    }

    @Test
    void forgedAlteredAndMisaddressedTokensAreRefused() throws Exception {
        for (Map.Entry<String, String> forged : forgeries().entrySet()) {
            refused(forged.getKey(), send("GET", "/sessions", "", forged.getValue()));
        }
        HttpRequest naked = HttpRequest.newBuilder(pair.agent("/sessions")).build();
        refused("no token", send(naked));
    }

    private Map<String, String> forgeries() {
        Map<String, String> forgeries = new LinkedHashMap<>();
        String good = tokens.sign(claims());
        long now = Instant.now().getEpochSecond();
        forgeries.put("another secret", tokens.withAnotherSecret().sign(claims()));
        forgeries.put("no algorithm", tokens.sign("none", claims()));
        forgeries.put("another algorithm", tokens.sign("HS512", claims()));
        forgeries.put("altered claims", altered(good));
        forgeries.put("cut", good.substring(0, good.length() - 5));
        forgeries.put("rubbish", "rubbish");
        forgeries.put("expired", tokens.sign(claims().add("iat", now - 120).add("exp", now - 60)));
        forgeries.put(
                "from the future", tokens.sign(claims().add("iat", now + 60).add("exp", now + 120)));
        forgeries.put("too long a life", tokens.sign(claims().add("exp", now + 3600)));
        forgeries.put("another issuer", tokens.sign(claims().add("iss", "somebody")));
        forgeries.put("another audience", tokens.sign(claims().add("aud", "somebody")));
        forgeries.put("another method", tokens.sign(claims().add("htm", "POST")));
        forgeries.put("another path", tokens.sign(claims().add("htu", "/status")));
        forgeries.put("another query", tokens.sign(claims().add("htu", "/sessions?all=true")));
        forgeries.put("another body", tokens.sign(claims().add("bh", "x")));
        forgeries.put(
                "unbound", tokens.sign(claims().remove("htm").remove("htu").remove("bh")));
        forgeries.put("no id", tokens.sign(claims().remove("jti")));
        return forgeries;
    }

    @Test
    void aGoodTokenOfAnotherPersonOpensNobodysConversation() throws Exception {
        try (PortalClient owner = PortalClient.newUser(pair)) {
            String path = "/sessions/" + owner.newConversation(PermissionMode.DEFAULT);
            String stranger = UUID.randomUUID().toString();
            for (String[] call : new String[][] {
                {"GET", path, ""},
                {"GET", path + "/history", ""},
                {"GET", path + "/events", ""},
                {"GET", path + "/blobs/" + "0".repeat(64), ""},
                {"POST", path + "/commands", WARM},
                {"DELETE", path, ""}
            }) {
                String token = tokens.sign(ServiceTokens.claims(stranger, call[0], call[1], call[2]));
                Problems.require(ProblemCode.SESSION_NOT_FOUND, send(call[0], call[1], call[2], token));
            }
            assertEquals(200, owner.get("/api" + path).statusCode());
        }
    }

    @Test
    void theFeedIsNotForPersons() throws Exception {
        String token = tokens.sign(ServiceTokens.claims(UUID.randomUUID().toString(), "GET", "/feed?after=-1", ""));
        Problems.require(ProblemCode.FORBIDDEN, send("GET", "/feed?after=-1", "", token));
    }

    @Test
    void anEventStreamIsOnlyRead() throws Exception {
        String path = "/sessions/" + UUID.randomUUID() + "/events";
        String subject = UUID.randomUUID().toString();
        String token = tokens.sign(ServiceTokens.claims(subject, "POST", path, "{}"));
        HttpResponse<String> answer = send("POST", path, "{}", token);
        Problems.require(ProblemCode.METHOD_NOT_ALLOWED, answer);
        assertEquals("GET", answer.headers().firstValue("Allow").orElse(""));
        refused("no token", send("POST", path, "{}", "none"));
    }

    @Test
    void anAddressWithEncodedSlashesIsAProblem() throws Exception {
        for (String path : new String[] {"/sessions/..%2fnothing", "/sessions/a%2fb", "/workspaces/x%2f..%2f..%2fy"}) {
            String token = tokens.sign(ServiceTokens.claims(UUID.randomUUID().toString(), "GET", path, ""));
            int status = Problems.of(send("GET", path, "", token)).status();
            assertEquals(404, status, path);
        }
        // above the root: refused by the server itself, before any application, and without a word
        HttpResponse<String> above = send("GET", "/sessions/..%2f..", "", "none");
        assertEquals(400, above.statusCode());
        assertEquals("", above.body());
    }

    private static JsonObjectBuilder claims() {
        return ServiceTokens.claims(UUID.randomUUID().toString(), "GET", "/sessions", "");
    }

    /** One letter in the claims is another. */
    private static String altered(String token) {
        int at = token.indexOf('.') + 20;
        char other = token.charAt(at) == 'A' ? 'B' : 'A';
        return token.substring(0, at) + other + token.substring(at + 1);
    }

    private static void refused(String how, HttpResponse<String> answer) {
        assertEquals(ProblemCode.INVALID_TOKEN, Problems.of(answer).code(), how);
        assertFalse(answer.body().contains("signature"), "a forger is not told why");
    }

    private HttpResponse<String> send(String method, String path, String body, String token) throws Exception {
        return send(HttpRequest.newBuilder(pair.agent(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(20))
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(request, BodyHandlers.ofString());
        }
    }
}
