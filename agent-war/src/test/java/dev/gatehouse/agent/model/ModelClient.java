package dev.gatehouse.agent.model;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReaderFactory;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks a {@link ModelEndpoint} as the CLI does. */
final class ModelClient {

    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String token;

    ModelClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    static JsonObjectBuilder user(String text) {
        return Json.createObjectBuilder().add("role", "user").add("content", text);
    }

    static JsonObjectBuilder assistant(String text) {
        return Json.createObjectBuilder()
                .add("role", "assistant")
                .add(
                        "content",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("type", "text")
                                        .add("text", text)));
    }

    static JsonObjectBuilder toolResult(String text) {
        return Json.createObjectBuilder()
                .add("role", "user")
                .add(
                        "content",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("type", "tool_result")
                                        .add("tool_use_id", "t1")
                                        .add("content", text)));
    }

    static String body(boolean stream, JsonObjectBuilder... messages) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (JsonObjectBuilder each : messages) {
            all.add(each);
        }
        return Json.createObjectBuilder()
                .add("model", "claude-opus-5-5")
                .add("max_tokens", 1000)
                .add("stream", stream)
                .add("metadata", Json.createObjectBuilder().add("user_id", "u1"))
                .add(
                        "tools",
                        Json.createArrayBuilder().add(Json.createObjectBuilder().add("name", "Bash")))
                .add("messages", all)
                .build()
                .toString();
    }

    /** A complete answer without streaming. */
    JsonObject ask(JsonObjectBuilder... messages) throws IOException, InterruptedException {
        return json(post("/v1/messages?beta=true", body(false, messages)).body());
    }

    /** The data of every event of a streamed answer. */
    List<JsonObject> events(JsonObjectBuilder... messages) throws IOException, InterruptedException {
        return post("/v1/messages?beta=true", body(true, messages))
                .body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> json(line.substring(6)))
                .toList();
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return http.send(request(method, path, body), HttpResponse.BodyHandlers.ofString());
    }

    HttpClient http() {
        return http;
    }

    HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("x-api-key", token)
                .header("content-type", "application/json")
                .header("anthropic-version", "2023-06-01")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    static JsonObject json(String text) {
        try (var reader = READERS.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    static String text(JsonObject answer) {
        return answer.getJsonArray("content").getJsonObject(0).getString("text");
    }
}
