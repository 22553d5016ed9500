package dev.gatehouse.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private static final String UP = "{\"status\":\"UP\",\"checks\":[]}";

    private final Readiness readiness = new Readiness();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aServerThatIsUpWithoutItsApplicationIsNotReady() throws InterruptedException {
        answer("/health/ready", 200, UP);
        answer("/", 404, "");
        assertEquals(Optional.of("/ answers 404"), readiness.obstacle(endpoint(), "/"));
        assertEquals(Optional.empty(), readiness.obstacle(endpoint(), ""));
    }

    @Test
    void aFailedCheckIsToldInItsOwnWords() throws InterruptedException {
        answer("/health/ready", 503, "{\"status\":\"DOWN\",\"checks\":[\"disk\"]}");
        assertTrue(readiness.obstacle(endpoint(), "/").orElseThrow().contains("disk"));
    }

    @Test
    void upWithARedirectToTheSignInIsReady() throws InterruptedException {
        answer("/health/ready", 200, UP);
        answer("/", 302, "");
        assertEquals(Optional.empty(), readiness.obstacle(endpoint(), "/"));
    }

    @Test
    void whoDoesNotAnswerIsNotReady() throws InterruptedException {
        Endpoint nobody = Endpoint.freeOnLoopback();
        assertTrue(readiness.obstacle(nobody, "").isPresent());
    }

    private Endpoint endpoint() {
        return new Endpoint("127.0.0.1", server.getAddress().getPort());
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }
}
