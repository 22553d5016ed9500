package dev.gatehouse.agent.security;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the server itself, as Arquillian takes a deployment that fails for a test that fails. */
class StartWithoutSecretIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path directory;

    @Test
    void withoutASecretThereIsAClearLineAndNoAgent() throws Exception {
        int port = freePort();
        Path log = directory.resolve("log");
        Process server = start(port, log);
        try {
            awaitReady(server, log);
            List<String> told = Files.readAllLines(log).stream()
                    .filter(line -> line.contains("Gatehouse agent does not start: "))
                    .filter(line -> !line.contains("Exception"))
                    .toList();
            assertFalse(told.isEmpty(), Files.readString(log));
            assertTrue(told.get(0).contains("there is no secret to check service tokens with"), told.get(0));
            for (String target : List.of("/health/ready", "/health", "/status")) {
                assertNotEquals(200, status(port, target), target);
            }
        } finally {
            server.destroyForcibly().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private Process start(int port, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Dgatehouse.data=" + directory.resolve("data"),
                "-jar",
                System.getProperty("gatehouse.test.payara"),
                "--rootDir",
                Files.createDirectory(directory.resolve("server")).toString(),
                "--nocluster",
                "--disablephonehome",
                "--port",
                Integer.toString(port),
                "--contextRoot",
                "/",
                "--deploy",
                System.getProperty("gatehouse.test.war"));
        builder.environment().remove("GATEHOUSE_SERVICE_TOKEN_KEYS");
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /** The server says so although its only application failed; that is why health is what to ask. */
    private static void awaitReady(Process server, Path log) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!Files.readString(log).contains("ready in")) {
            assertTrue(server.isAlive() && Instant.now().isBefore(deadline), "the server does not come up");
            server.waitFor(200, TimeUnit.MILLISECONDS);
        }
    }

    private static int status(int port, String target) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
