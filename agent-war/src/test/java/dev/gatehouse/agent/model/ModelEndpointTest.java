package dev.gatehouse.agent.model;

import static dev.gatehouse.agent.model.ModelClient.body;
import static dev.gatehouse.agent.model.ModelClient.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelEndpointTest {

    private final ModelEndpoint endpoint = new ModelEndpoint(new ScriptedUpstream(new ScriptedModel()));
    private final String token = endpoint.issue("s1");
    private final ModelClient client = new ModelClient(endpoint.baseUri(), token);

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void listensOnLoopbackOnly() {
        assertEquals("127.0.0.1", endpoint.baseUri().getHost());
    }

    @Test
    void whoHasNoValidTokenGets401InTheApisForm() throws Exception {
        for (String wrong : List.of("wrong", token + "x", "y".repeat(10_000))) {
            var refused = new ModelClient(endpoint.baseUri(), wrong).post("/v1/messages", body(false, user("hi")));
            assertEquals(401, refused.statusCode());
            assertEquals(
                    "authentication_error",
                    ModelClient.json(refused.body()).getJsonObject("error").getString("type"));
            assertFalse(refused.body().contains(wrong));
        }
    }

    @Test
    void everyWorkerHasItsOwnTokenAndLosesOnlyItsOwn() throws Exception {
        String other = endpoint.issue("s1");
        assertNotEquals(token, other);
        endpoint.revoke(token);
        assertEquals(401, client.send("GET", "/v1/models", "").statusCode());
        assertEquals(
                200,
                new ModelClient(endpoint.baseUri(), other)
                        .send("GET", "/v1/models", "")
                        .statusCode());
    }

    @Test
    void onlyThePathsOfTheMessagesApiAreOpen() throws Exception {
        assertEquals(
                200, client.send("GET", "/v1/models/gatehouse-scripted", "").statusCode());
        assertEquals(
                200,
                client.post("/v1/messages/count_tokens", body(false, user("hi")))
                        .statusCode());
        for (String[] closed : List.of(
                new String[] {"GET", "/v1/messages"},
                new String[] {"POST", "/v1/models"},
                new String[] {"POST", "/v1/messages/batches"},
                new String[] {"POST", "/v1/messages/"},
                new String[] {"GET", "/v1/files"},
                new String[] {"GET", "/v1/models/../files"},
                new String[] {"GET", "/v1/models/a/b"},
                new String[] {"GET", "/v1/models/%2e%2e"},
                new String[] {"DELETE", "/v1/models/x"},
                new String[] {"GET", "/"})) {
            assertEquals(404, client.send(closed[0], closed[1], "").statusCode(), String.join(" ", closed));
        }
    }

    @Test
    void aBodyThatIsNoRequestIsRefusedWithTheReason() throws Exception {
        for (String wrong : List.of("{", "[]", "\"x\"", "{}", "{\"messages\":[]}")) {
            assertEquals(400, client.post("/v1/messages", wrong).statusCode(), wrong);
        }
    }

    @Test
    void aBodyBeyondTheBoundIsRefused() throws Exception {
        String large = body(false, user("x".repeat(ModelEndpoint.MAX_BODY_BYTES)));
        try {
            assertEquals(413, client.post("/v1/messages", large).statusCode());
        } catch (IOException e) {
            // the refusal comes before the body has been taken, so the client may see the connection close instead
            assertEquals(200, client.send("GET", "/v1/models", "").statusCode());
        }
    }

    @Test
    void revokingATokenEndsTheRequestsUnderWay() throws Exception {
        CompletableFuture<?> stalled = client.http()
                .sendAsync(
                        client.request(
                                "POST", "/v1/messages", body(true, user("SCRIPT:[{\"text\":\"a\",\"stall\":true}]"))),
                        info -> {
                            endpoint.revoke(token);
                            return java.net.http.HttpResponse.BodySubscribers.ofString(
                                    java.nio.charset.StandardCharsets.UTF_8);
                        });
        var failure = assertThrows(ExecutionException.class, () -> stalled.get(15, TimeUnit.SECONDS));
        assertTrue(failure.getCause() instanceof IOException, failure.toString());
    }
}
