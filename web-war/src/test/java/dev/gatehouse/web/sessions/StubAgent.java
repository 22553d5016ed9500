package dev.gatehouse.web.sessions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ServiceKeys;
import dev.gatehouse.contract.ServiceToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * A real HTTP server on loopback in the agent's place. It lets only requests through whose token is valid, bound to
 * just this request and new, as the agent does, so that every test that gets an answer proves the token too.
 */
public final class StubAgent implements AutoCloseable {

    /** What the stub does with a request whose token is good. */
    public interface Behaviour {
        void answer(HttpExchange exchange, Received request) throws IOException;
    }

    public record Received(String method, String path, String body, ServiceToken token) {}

    private final HttpServer server;
    private final ServiceKeys keys;
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour;

    public StubAgent(ServiceKeys keys, int port, Behaviour behaviour) {
        this.keys = keys;
        this.behaviour = behaviour;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    public void behave(Behaviour other) {
        this.behaviour = other;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().toString();
            ServiceToken token = token(exchange, path);
            if (token == null || !token.binding().matchesBody(body) || !used.add(token.id())) {
                answer(exchange, 401, Problem.MEDIA_TYPE, "{\"code\":\"INVALID_TOKEN\",\"detail\":\"refused\"}");
                return;
            }
            var request =
                    new Received(exchange.getRequestMethod(), path, new String(body, StandardCharsets.UTF_8), token);
            received.add(request);
            behaviour.answer(exchange, request);
        }
    }

    private ServiceToken token(HttpExchange exchange, String path) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        try {
            return ServiceToken.verify(
                    header.substring("Bearer ".length()), keys, Instant.now(), exchange.getRequestMethod(), path);
        } catch (ServiceToken.RefusedException | RuntimeException e) {
            return null;
        }
    }

    public static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
