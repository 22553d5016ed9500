package dev.gatehouse.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.PermissionMode;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A person at the portal, as far as HTTP goes: the sign-in form, cookies, the JSON boundary with its CSRF header. */
final class PortalClient implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    private final RunningPair pair;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private String username = "";
    private String password = "";
    private String csrfToken = "";

    private PortalClient(RunningPair pair) {
        this.pair = pair;
    }

    /** Nobody in particular. */
    static PortalClient stranger(RunningPair pair) {
        return new PortalClient(pair);
    }

    static PortalClient administrator(RunningPair pair) {
        return signedIn(pair, "admin", pair.adminPassword());
    }

    /** By the form of the sign-in page, to be kept signed in. */
    static PortalClient signedIn(RunningPair pair, String username, String password) {
        PortalClient client = new PortalClient(pair);
        client.signIn(username, password);
        return client;
    }

    private void signIn(String name, String secret) {
        username = name;
        password = secret;
        FacesForm form = FacesForm.of(get("/login").body(), "signIn");
        form.with("username", name).with("password", secret).with("kept", "on");
        assertEquals(302, form("/login", form.pressed("submit"), false).statusCode(), "sign-in of " + name);
        csrfToken = me().getString("csrfToken");
    }

    /** A new account, made by the administrator's page, with a password of the person's own. */
    static PortalClient newUser(RunningPair pair) {
        String username = "u" + UUID.randomUUID().toString().substring(0, 12);
        String password = UUID.randomUUID().toString();
        String oneTime = Accounts.create(pair, username, username);
        PortalClient client = signedIn(pair, username, oneTime);
        Accounts.choosePassword(client, oneTime, password);
        client.csrfToken = client.me().getString("csrfToken");
        client.password = password;
        return client;
    }

    /** The same person with another browser. */
    PortalClient elsewhere() {
        return signedIn(pair, username, password);
    }

    JsonObject me() {
        HttpResponse<String> answer = get("/api/me");
        assertEquals(200, answer.statusCode(), answer::body);
        return object(answer);
    }

    // --- requests

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    /** Follows a redirect, as a browser does. */
    HttpResponse<String> page(String path) {
        HttpResponse<String> answer = get(path);
        return answer.headers()
                .firstValue("Location")
                .map(location -> get(URI.create(location).getPath()))
                .orElse(answer);
    }

    /** With the CSRF token, as a page of ours sends it. */
    HttpResponse<String> api(String method, String path, String json) {
        return api(method, path, json, Map.of("X-CSRF-Token", csrfToken));
    }

    HttpResponse<String> api(String method, String path, String json, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).header("Content-Type", JSON);
        headers.forEach(request::header);
        return send(request.method(
                method,
                json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> form(String path, String body, boolean partial) {
        HttpRequest.Builder request = request(path).header("Content-Type", FORM);
        if (partial) {
            request.header("Faces-Request", "partial/ajax");
        }
        return send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(pair.web(path)).timeout(LIMIT);
    }

    HttpClient http() {
        return http;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    // --- the JSON boundary

    /** @return its id */
    String newConversation(PermissionMode mode) {
        JsonObject body =
                Json.createObjectBuilder().add("mode", mode.wireName()).build();
        HttpResponse<String> answer = api("POST", "/api/conversations", body.toString());
        assertEquals(201, answer.statusCode(), answer::body);
        return object(answer).getString("id");
    }

    List<JsonObject> conversations() {
        HttpResponse<String> answer = get("/api/conversations");
        assertEquals(200, answer.statusCode(), answer::body);
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            JsonArray found = reader.readArray();
            return found.getValuesAs(JsonObject.class);
        }
    }

    JsonObject conversation(String id) {
        return conversations().stream()
                .filter(each -> each.getString("id").equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("conversation " + id + " is not in the list"));
    }

    JsonObject session(String id) {
        HttpResponse<String> answer = get("/api/sessions/" + id);
        assertEquals(200, answer.statusCode(), answer::body);
        return object(answer);
    }

    HttpResponse<String> command(String id, AgentCommand command) {
        return api(
                "POST",
                "/api/sessions/" + id + "/commands",
                ContractJson.write(command).toString());
    }

    static JsonObject object(HttpResponse<String> answer) {
        return ContractJson.parse(answer.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
