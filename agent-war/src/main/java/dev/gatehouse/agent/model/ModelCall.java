package dev.gatehouse.agent.model;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** One request of an authenticated worker for one of the paths of the Messages API. */
final class ModelCall {

    private final HttpExchange exchange;
    private final ApiPath path;
    private final byte[] body;

    ModelCall(HttpExchange exchange, ApiPath path, byte[] body) {
        this.exchange = exchange;
        this.path = path;
        this.body = body;
    }

    ApiPath path() {
        return path;
    }

    String rawPath() {
        return exchange.getRequestURI().getRawPath();
    }

    /** With its question mark; empty if there is none. */
    String query() {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null ? "" : "?" + query;
    }

    String method() {
        return exchange.getRequestMethod();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    byte[] body() {
        return body;
    }

    /** A body of unknown length; every flush reaches the worker. */
    OutputStream stream(int status, Map<String, String> headers) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, 0);
        return exchange.getResponseBody();
    }

    void json(int status, JsonObject json) throws IOException {
        json(exchange, status, json);
    }

    void error(ApiError error) throws IOException {
        json(error.status(), error.json());
    }

    static void json(HttpExchange exchange, int status, JsonObject json) throws IOException {
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }
}
