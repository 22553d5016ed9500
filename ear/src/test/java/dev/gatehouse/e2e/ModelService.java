package dev.gatehouse.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.contract.ContractJson;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Answers {@code POST /v1/messages} with the name of the model that was asked, streamed or whole (PROTOCOL 8). */
final class ModelService implements AutoCloseable {

    private final HttpServer server;
    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    private ModelService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/messages", this::answer);
        server.start();
    }

    static ModelService start() {
        try {
            return new ModelService();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** With which it was asked. */
    Set<String> keys() {
        return Set.copyOf(keys);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-api-key")));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            JsonObject request = ContractJson.parse(body);
            String model = request.getString("model");
            boolean stream = request.getBoolean("stream", false);
            byte[] answer = (stream
                            ? streamed(model)
                            : message(model, true).build().toString())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", stream ? "text/event-stream" : "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static String streamed(String model) {
        JsonObjectBuilder nothing =
                Json.createObjectBuilder().add("type", "text").add("text", "");
        JsonObjectBuilder delta =
                Json.createObjectBuilder().add("type", "text_delta").add("text", text(model));
        JsonObjectBuilder end =
                Json.createObjectBuilder().add("stop_reason", "end_turn").addNull("stop_sequence");
        return event("message_start", of().add("message", message(model, false)))
                + event("content_block_start", of().add("index", 0).add("content_block", nothing))
                + event("content_block_delta", of().add("index", 0).add("delta", delta))
                + event("content_block_stop", of().add("index", 0))
                + event("message_delta", of().add("delta", end).add("usage", of().add("output_tokens", 5)))
                + event("message_stop", of());
    }

    private static JsonObjectBuilder message(String model, boolean whole) {
        var content = Json.createArrayBuilder();
        if (whole) {
            content.add(of().add("type", "text").add("text", text(model)));
        }
        JsonObjectBuilder message = of().add("id", "msg_1")
                .add("type", "message")
                .add("role", "assistant")
                .add("model", model)
                .add("content", content)
                .addNull("stop_sequence")
                .add("usage", of().add("input_tokens", 7).add("output_tokens", 5));
        return whole ? message.add("stop_reason", "end_turn") : message.addNull("stop_reason");
    }

    private static String text(String model) {
        return "This is " + model + ".";
    }

    private static String event(String type, JsonObjectBuilder fields) {
        return "event: " + type + "\ndata: " + fields.add("type", type).build() + "\n\n";
    }

    private static JsonObjectBuilder of() {
        return Json.createObjectBuilder();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
