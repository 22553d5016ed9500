package dev.gatehouse.launcher;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether a server serves. Payara prints that it is ready, and stays, when the deployment failed: only the readiness
 * check (MicroProfile Health 4.0) and an answer of the application itself count.
 */
final class Readiness {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final String HEALTH = "/health/ready";
    private static final int LONGEST_BODY = 1_000;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_LIMIT)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    /**
     * @param page a path of the application that must not be missing; empty when readiness alone is enough.
     * @return why it does not serve yet; empty when it does.
     */
    Optional<String> obstacle(Endpoint endpoint, String page) throws InterruptedException {
        try {
            HttpResponse<String> health = get(endpoint, HEALTH);
            if (health.statusCode() != OK || !health.body().contains("\"status\":\"UP\"")) {
                return Optional.of(HEALTH + " answers " + health.statusCode() + " " + brief(health.body()));
            }
            if (page.isEmpty()) {
                return Optional.empty();
            }
            int status = get(endpoint, page).statusCode();
            return status == NOT_FOUND || status >= SERVER_ERROR
                    ? Optional.of(page + " answers " + status)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of("it does not answer (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Health is JSON; what else answers there, such as a page of errors, says nothing in its first words. */
    private static String brief(String body) {
        return body.startsWith("{") ? body.substring(0, Math.min(body.length(), LONGEST_BODY)) : "";
    }

    private HttpResponse<String> get(Endpoint endpoint, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint.uri(path))
                .timeout(ANSWER_LIMIT)
                .GET()
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
