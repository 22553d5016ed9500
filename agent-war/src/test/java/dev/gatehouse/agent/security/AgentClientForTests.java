package dev.gatehouse.agent.security;

import dev.gatehouse.contract.ServiceKeys;
import dev.gatehouse.contract.ServiceToken;
import dev.gatehouse.contract.ServiceToken.Binding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Calls a deployed agent as web would. */
final class AgentClientForTests implements AutoCloseable {

    static final UUID PERSON = UUID.fromString("6f1c2c0a-5d5b-4b8e-9d5d-2f6c6a3f9f10");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI base;
    private final ServiceKeys keys;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    AgentClientForTests(URI base) {
        this.base = base;
        this.keys = ServiceKeys.parse(System.getenv("GATEHOUSE_SERVICE_TOKEN_KEYS"));
    }

    String token(String method, String target, byte[] body, String... roles) {
        return ServiceToken.issue(
                        PERSON,
                        "ada",
                        Set.of(roles),
                        Instant.now(),
                        Duration.ofMinutes(1),
                        Binding.of(method, target, body))
                .sign(keys);
    }

    HttpResponse<String> get(String target, String... roles) throws IOException, InterruptedException {
        return send("GET", target, new byte[0], null, token("GET", target, new byte[0], roles));
    }

    HttpResponse<String> post(String target, String type, byte[] body) throws IOException, InterruptedException {
        return send("POST", target, body, type, token("POST", target, body, "user"));
    }

    HttpResponse<String> putMarkdown(String target, byte[] body, String ifMatch)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(target))
                .timeout(PATIENCE)
                .PUT(BodyPublishers.ofByteArray(body))
                .header("Authorization", "Bearer " + token("PUT", target, body, "user"))
                .header("Content-Type", "text/markdown")
                .header("If-Match", ifMatch)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String target, byte[] body, String type, String... tokens)
            throws IOException, InterruptedException {
        var publisher = body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(target)).timeout(PATIENCE).method(method, publisher);
        for (String token : tokens) {
            request.header("Authorization", "Bearer " + token);
        }
        if (type != null) {
            request.header("Content-Type", type);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
    }
}
