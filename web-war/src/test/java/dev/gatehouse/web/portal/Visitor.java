package dev.gatehouse.web.portal;

import dev.gatehouse.contract.ContractJson;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One browser: keeps its cookies, follows no redirect by itself, sends what a page of ours would send. */
final class Visitor implements AutoCloseable {

    static final String SIGN_IN_COOKIE = "gatehouse-sign-in";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Pattern NONCE = Pattern.compile("name=\"primefaces.nonce\" value=\"([^\"]+)\"");

    private final URI portal;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Map<String, String> cookies = new TreeMap<>();
    private String csrf = "";

    Visitor(URI portal) {
        this.portal = portal;
    }

    URI portal() {
        return portal;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    String csrf() {
        return csrf;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** As a script of ours: with the token. */
    HttpResponse<String> change(String method, String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("X-CSRF-Token", csrf)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        remember(response);
        return response;
    }

    HttpResponse<InputStream> stream(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(portal.resolve(path)).timeout(TIMEOUT).header("Accept", "text/html,*/*");
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie", cookies.entrySet().stream().map(Object::toString).collect(Collectors.joining("; ")));
        }
        return request;
    }

    HttpResponse<String> signIn(String username, String password) throws IOException, InterruptedException {
        return signIn(username, password, "");
    }

    HttpResponse<String> signIn(String username, String password, String next)
            throws IOException, InterruptedException {
        Matcher nonce = NONCE.matcher(get("/login").body());
        String form = form(Map.of(
                "signIn",
                "signIn",
                "signIn:username",
                username,
                "signIn:password",
                password,
                "signIn:submit",
                "",
                "next",
                next,
                "primefaces.nonce",
                nonce.find() ? nonce.group(1) : "",
                "jakarta.faces.ViewState",
                "stateless"));
        HttpResponse<String> response = send(request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        if (response.statusCode() == 302) {
            csrf = json(get("/api/me")).getString("csrfToken");
        }
        return response;
    }

    HttpResponse<String> signOut() throws IOException, InterruptedException {
        return send(request("/sign-out")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(Map.of("csrf", csrf)))));
    }

    static JsonObject json(HttpResponse<String> response) {
        return ContractJson.parse(response.body());
    }

    private void remember(HttpResponse<?> response) {
        List<String> set = response.headers().allValues("Set-Cookie");
        for (String cookie : set) {
            String pair = cookie.substring(0, cookie.indexOf(';'));
            String name = pair.substring(0, pair.indexOf('='));
            String value = pair.substring(pair.indexOf('=') + 1);
            if (value.isEmpty()) {
                cookies.remove(name);
            } else {
                cookies.put(name, value);
            }
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        http.close();
    }
}
