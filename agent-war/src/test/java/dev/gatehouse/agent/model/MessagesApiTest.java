package dev.gatehouse.agent.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MessagesApiTest {

    private static final String KEY = "sk-real-key-of-the-company";

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer service;
    private ModelEndpoint endpoint;
    private ModelClient client;
    private String token;

    private void serve(HttpHandler handler) throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.setExecutor(executor);
        service.createContext("/", handler);
        service.start();
        open(URI.create("http://127.0.0.1:" + service.getAddress().getPort() + "/gateway/"), MessagesApi.MAX_SILENCE);
    }

    private void open(URI base, Duration silence) {
        endpoint = new ModelEndpoint(new MessagesApi(base, KEY, silence));
        token = endpoint.issue("s1");
        client = new ModelClient(endpoint.baseUri(), token);
    }

    @AfterEach
    void close() {
        endpoint.close();
        if (service != null) {
            service.stop(0);
        }
        executor.shutdownNow();
    }

    @Test
    void theKeyTakesThePlaceOfTheToken() throws Exception {
        AtomicReference<Headers> seen = new AtomicReference<>();
        AtomicReference<String> target = new AtomicReference<>();
        AtomicReference<String> sent = new AtomicReference<>();
        serve(exchange -> {
            seen.set(exchange.getRequestHeaders());
            target.set(exchange.getRequestURI().toString());
            sent.set(new String(exchange.getRequestBody().readAllBytes()));
            answer(exchange, 200, "{}".getBytes());
        });

        assertEquals(200, client.post("/v1/messages?beta=true", "{\"a\":1}").statusCode());

        assertEquals("/gateway/v1/messages?beta=true", target.get());
        assertEquals("{\"a\":1}", sent.get());
        assertEquals(List.of(KEY), seen.get().get("x-api-key"));
        assertEquals("2023-06-01", seen.get().getFirst("anthropic-version"));
        assertNull(seen.get().get("authorization"));
        assertFalse(seen.get().values().toString().contains(token));
    }

    @Test
    void everyByteOfAnAnswerArrives() throws Exception {
        byte[] bytes = new byte[3_000_000];
        new Random(7).nextBytes(bytes);
        serve(exchange -> answer(exchange, 200, bytes));
        HttpResponse<byte[]> response = client.http()
                .send(client.request("POST", "/v1/messages", "{}"), HttpResponse.BodyHandlers.ofByteArray());
        assertArrayEquals(bytes, response.body());
    }

    @Test
    void whatTheScriptedModelStreamsArrivesUnchangedThroughASecondDoor() throws Exception {
        try (ModelEndpoint scripted = new ModelEndpoint(new ScriptedUpstream(new ScriptedModel()))) {
            String inner = scripted.issue("inner");
            endpoint = new ModelEndpoint(new MessagesApi(scripted.baseUri(), inner));
            client = new ModelClient(endpoint.baseUri(), endpoint.issue("outer"));
            var events =
                    client.events(ModelClient.user("SCRIPT:[{\"text\":\"hello\",\"deltaChars\":1,\"delayMillis\":5}]"));
            assertEquals(5 + 5, events.size());
            assertEquals("message_stop", events.getLast().getString("type"));
        }
    }

    @Test
    void aPieceIsPassedOnBeforeTheNextOneComes() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        serve(exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write("first".getBytes());
            out.flush();
            await(seen);
            out.write("second".getBytes());
            out.close();
        });
        HttpResponse<InputStream> response = client.http()
                .send(client.request("POST", "/v1/messages", "{}"), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            assertEquals("first", new String(in.readNBytes(5)));
            seen.countDown();
            assertEquals("second", new String(in.readAllBytes()));
        }
    }

    @Test
    void refusalsOfTheServicePassWithTheirHeaders() throws Exception {
        for (int status : new int[] {400, 401, 402, 429, 500, 529}) {
            AtomicReference<byte[]> error = new AtomicReference<>(
                    ("{\"type\":\"error\",\"error\":{\"type\":\"x\",\"message\":\"" + status + "\"}}").getBytes());
            serve(exchange -> {
                exchange.getResponseHeaders().set("retry-after", "7");
                exchange.getResponseHeaders().set("request-id", "req_1");
                exchange.getResponseHeaders().set("anthropic-ratelimit-requests-remaining", "0");
                exchange.getResponseHeaders().set("set-cookie", "a=b");
                answer(exchange, status, error.get());
            });
            HttpResponse<String> response = client.post("/v1/messages", "{}");
            assertEquals(status, response.statusCode());
            assertEquals(new String(error.get()), response.body());
            assertEquals("7", response.headers().firstValue("retry-after").orElseThrow());
            assertEquals("req_1", response.headers().firstValue("request-id").orElseThrow());
            assertTrue(response.headers()
                    .firstValue("anthropic-ratelimit-requests-remaining")
                    .isPresent());
            assertTrue(response.headers().firstValue("set-cookie").isEmpty());
            endpoint.close();
            service.stop(0);
        }
    }

    @Test
    void aServiceThatIsAwayIsReportedInTheApisForm() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        open(URI.create("http://127.0.0.1:" + port), MessagesApi.MAX_SILENCE);
        HttpResponse<String> response = client.post("/v1/messages", "{}");
        assertEquals(502, response.statusCode());
        assertEquals(
                "api_error",
                ModelClient.json(response.body()).getJsonObject("error").getString("type"));
        assertFalse(response.body().contains(KEY));
    }

    @Test
    void aServiceThatHangsUpWithoutAnAnswerIsReportedInTheApisForm() throws Exception {
        serve(exchange -> {
            throw new IOException("hang up");
        });
        assertEquals(502, client.post("/v1/messages", "{}").statusCode());
    }

    @Test
    void aConnectionThatBreaksInTheMiddleBreaksTheWorkersToo() throws Exception {
        serve(exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("event: half".getBytes());
            exchange.getResponseBody().flush();
            throw new IOException("break");
        });
        assertThrows(IOException.class, () -> client.post("/v1/messages", "{}"));
    }

    @Test
    void anAnswerThatFallsSilentIsBrokenOff() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        serve(exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("event: half".getBytes());
            exchange.getResponseBody().flush();
            await(end);
        });
        endpoint.close();
        open(URI.create("http://127.0.0.1:" + service.getAddress().getPort()), Duration.ofMillis(300));
        assertThrows(IOException.class, () -> client.post("/v1/messages", "{}"));
        end.countDown();
    }

    @Test
    void aWorkerThatGoesAwayEndsTheRequestToTheService() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        serve(exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            try {
                for (int i = 0; i < 1_000_000; i++) {
                    exchange.getResponseBody().write(new byte[1024]);
                    exchange.getResponseBody().flush();
                }
            } catch (IOException e) {
                gone.countDown();
            }
        });
        HttpResponse<InputStream> response = client.http()
                .send(client.request("POST", "/v1/messages", "{}"), HttpResponse.BodyHandlers.ofInputStream());
        response.body().readNBytes(10);
        response.body().close();
        assertTrue(gone.await(20, TimeUnit.SECONDS));
    }

    @Test
    void revokingTheTokenEndsARequestThatIsStillWaiting() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        serve(exchange -> {
            asked.countDown();
            await(end);
        });
        var waiting = client.http()
                .sendAsync(client.request("POST", "/v1/messages", "{}"), HttpResponse.BodyHandlers.ofString());
        assertTrue(asked.await(20, TimeUnit.SECONDS));
        endpoint.revoke(token);
        var failure =
                assertThrows(java.util.concurrent.ExecutionException.class, () -> waiting.get(20, TimeUnit.SECONDS));
        assertTrue(failure.getCause() instanceof IOException, failure.toString());
        end.countDown();
    }

    @Test
    void theKeyIsNowhereToBeRead() {
        URI base = URI.create("https://models.example/v");
        endpoint = new ModelEndpoint(new MessagesApi(base, KEY));
        assertFalse(new MessagesApi(base, KEY).toString().contains(KEY));
        for (String wrong : List.of(KEY + "\r\nx: y", KEY + " ", "")) {
            var refused = assertThrows(IllegalArgumentException.class, () -> new MessagesApi(base, wrong));
            assertFalse(refused.toString().contains("sk-"), refused.toString());
            assertNull(refused.getCause());
        }
    }

    @Test
    void anAddressThatWouldLoseOrLeakSomethingIsRefused() {
        endpoint = new ModelEndpoint(new ScriptedUpstream(new ScriptedModel()));
        for (String wrong : List.of("ftp://a", "https://u:p@a/", "https://a/?x=y", "file:///etc", "a.example")) {
            assertNotNull(
                    assertThrows(IllegalArgumentException.class, () -> new MessagesApi(URI.create(wrong), KEY), wrong));
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
