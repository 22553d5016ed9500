package dev.gatehouse.web.sessions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.ServiceKeys;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.web.configuration.WebConfiguration;
import dev.gatehouse.web.sessions.AgentClient.Memory;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentClientTest {

    private static final String KEYS = "one:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE";
    private static final String OTHER_KEYS = "two:YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXoxMjM0NTY";
    private static final Asker ADA = new Asker(UUID.randomUUID(), "ada", Set.of("user"));
    private static final SessionId SESSION = SessionId.random();

    @TempDir
    Path folder;

    private StubAgent stub;
    private Path keyFile;

    @BeforeEach
    void start() throws IOException {
        keyFile = Files.writeString(folder.resolve("keys"), KEYS);
        stub = new StubAgent(ServiceKeys.parse(KEYS), 0, (exchange, request) -> {
            throw new IOException("no behaviour");
        });
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private AgentClient client(URI agent) {
        var configuration = new WebConfiguration(
                agent,
                keyFile,
                Optional.empty(),
                folder,
                false,
                false,
                Duration.ofHours(1),
                Duration.ofDays(1),
                Duration.ofSeconds(30));
        return new AgentClient(new AgentTransport(configuration, new ServiceKeyFile(configuration), Clock.systemUTC()));
    }

    private AgentClient client() {
        return client(stub.url());
    }

    private static ProblemCode codeOf(GatehouseException e) {
        return e.problem().code();
    }

    @Test
    void everyRequestCarriesAFreshTokenBoundToItAndSpeakingForThePerson() {
        stub.behave((exchange, request) -> StubAgent.answer(exchange, 202, "application/json", "{\"seq\":7}"));
        assertEquals("{\"seq\":7}", client().send(ADA, SESSION, new AgentCommand.Interrupt()));
        assertEquals("{\"seq\":7}", client().send(ADA, SESSION, new AgentCommand.Interrupt()));
        StubAgent.Received first = stub.received().get(0);
        assertEquals("/sessions/" + SESSION + "/commands", first.path());
        assertEquals("{\"type\":\"Interrupt\"}", first.body());
        assertEquals(ADA.account(), first.token().subject());
        assertEquals(Set.of("user"), first.token().roles());
    }

    @Test
    void anAnswerInSomebodyElsesSessionIsBoundToItsOneQuestion() {
        stub.behave((exchange, request) -> StubAgent.answer(exchange, 202, "application/json", "{\"seq\":7}"));
        Asker approver = new Asker(UUID.randomUUID(), "ben", Set.of("user", "approver"));
        client().answer(
                        approver,
                        SESSION,
                        "q1",
                        new AgentCommand.AnswerPermission("q1", AgentCommand.Decision.ONCE, Optional.empty()));
        StubAgent.Received sent = stub.received().getFirst();
        assertEquals(approver.account(), sent.token().subject());
        assertEquals(Optional.of("q1"), sent.token().question());
        client().send(ADA, SESSION, new AgentCommand.Interrupt());
        assertEquals(Optional.empty(), stub.received().getLast().token().question(), "nothing else is");
    }

    @Test
    void theAgentsProblemIsPassedOnWithAllItSays() {
        stub.behave((exchange, request) -> StubAgent.answer(
                exchange,
                409,
                Problem.MEDIA_TYPE,
                "{\"code\":\"ALREADY_ANSWERED\",\"status\":409,\"detail\":\"Bob was first.\",\"winner\":\"bob\"}"));
        var answer = new AgentCommand.AnswerPermission("q", AgentCommand.Decision.ONCE, Optional.empty());
        var refused = assertThrows(GatehouseException.class, () -> client().send(ADA, SESSION, answer));
        assertEquals(ProblemCode.ALREADY_ANSWERED, codeOf(refused));
        assertEquals("Bob was first.", refused.problem().detail());
        assertEquals("bob", refused.problem().extensions().get("winner"));
    }

    @Test
    void aRefusedServiceTokenIsNotThePersonsSignOut() throws IOException {
        Files.writeString(keyFile, OTHER_KEYS);
        var refused = assertThrows(GatehouseException.class, () -> client().session(ADA, SESSION));
        assertEquals(ProblemCode.AGENT_UNREACHABLE, codeOf(refused));
        assertTrue(
                refused.problem().detail().contains("secret"), refused.problem().detail());
    }

    @Test
    void anAgentThatIsDownIsAProblemThatSaysWhatToDo() {
        URI nobody = stub.url();
        stub.close();
        var down = assertThrows(GatehouseException.class, () -> client(nobody).sessions(ADA, false));
        assertEquals(ProblemCode.AGENT_UNREACHABLE, codeOf(down));
        assertTrue(
                down.problem().detail().contains("administrator"),
                down.problem().detail());
    }

    @Test
    void whatDoesTheSameTwiceIsSentTwiceWhenTheConnectionBreaks() {
        var calls = new AtomicInteger();
        stub.behave((exchange, request) -> {
            if (calls.incrementAndGet() == 1) {
                throw new IOException("broken off");
            }
            StubAgent.answer(exchange, 202, "application/json", "{\"seq\":1}");
        });
        client().send(ADA, SESSION, new AgentCommand.Prompt(UUID.randomUUID(), "hello", List.of()));
        assertEquals(2, calls.get());
    }

    @Test
    void anAnswerToAQuestionIsNeverSentTwice() {
        var calls = new AtomicInteger();
        stub.behave((exchange, request) -> {
            calls.incrementAndGet();
            throw new IOException("broken off");
        });
        var answer = new AgentCommand.AnswerPermission("q", AgentCommand.Decision.ONCE, Optional.empty());
        assertThrows(GatehouseException.class, () -> client().send(ADA, SESSION, answer));
        assertEquals(1, calls.get());
    }

    @Test
    void aChangedKeyFileIsReadAgain() throws IOException {
        AgentClient client = client();
        stub.behave((exchange, request) -> StubAgent.answer(exchange, 200, "application/json", "[]"));
        assertTrue(client.sessions(ADA, false).isEmpty());
        Files.writeString(keyFile, OTHER_KEYS);
        Files.setLastModifiedTime(keyFile, FileTime.from(java.time.Instant.now().plusSeconds(5)));
        assertThrows(GatehouseException.class, () -> client.sessions(ADA, false));
    }

    @Test
    void missingSecretsAreSaidToBeThat() throws IOException {
        Files.delete(keyFile);
        var failed = assertThrows(GatehouseException.class, () -> client().session(ADA, SESSION));
        assertEquals(ProblemCode.AGENT_UNREACHABLE, codeOf(failed));
        assertFalse(failed.problem().detail().contains(keyFile.toString()), "a path of the server is not for everyone");
    }

    @Test
    void historyIsPassedOnByteForByte() {
        byte[] page = "[ {\"seq\" :1,\"x\":\"ä\"} ]".getBytes(StandardCharsets.UTF_8);
        stub.behave((exchange, request) ->
                StubAgent.answer(exchange, 200, "application/json", new String(page, StandardCharsets.UTF_8)));
        assertArrayEquals(page, client().history(ADA, SESSION, OptionalLong.of(9), 20));
        assertEquals(
                "/sessions/" + SESSION + "/history?limit=20&before=9",
                stub.received().get(0).path());
    }

    @Test
    void instructionsAreSavedOverTheVersionThatWasRead() {
        stub.behave((exchange, request) -> {
            exchange.getResponseHeaders().set("ETag", "\"v2\"");
            assertEquals("\"v1\"", exchange.getRequestHeaders().getFirst("If-Match"));
            StubAgent.answer(exchange, 204, "text/plain", "");
        });
        assertEquals(
                "\"v2\"",
                client().saveClaudeMd(ADA, new Memory("# Hi", "\"v1\"")).version());
        assertEquals("# Hi", stub.received().get(0).body());
    }

    @Test
    void theFeedIsReadAsTheSystemAndNotAsAPerson() {
        stub.behave((exchange, request) -> StubAgent.answer(exchange, 200, "application/json", "[]"));
        assertTrue(client().feed(-1, 10, Duration.ofSeconds(1)).isEmpty());
        assertEquals(Set.of("system"), stub.received().get(0).token().roles());
        assertEquals("/feed?after=-1&limit=10&wait=1", stub.received().get(0).path());
    }

    /** As one that the system stopped does: the connection stays open. */
    private void stopInTheMiddle(int status, CountDownLatch end) {
        stub.behave((exchange, request) -> {
            exchange.getResponseHeaders().set("Content-Type", Problem.MEDIA_TYPE);
            exchange.sendResponseHeaders(status, 1000);
            exchange.getResponseBody().write("{\"code\":".getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().flush();
            try {
                end.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 409})
    @Timeout(30)
    void anAgentThatStopsInTheMiddleOfAnAnswerIsUnreachableInTime(int status) {
        var end = new CountDownLatch(1);
        try {
            stopInTheMiddle(status, end);
            var stopped = assertThrows(GatehouseException.class, () -> client().status(ADA));
            assertEquals(ProblemCode.AGENT_UNREACHABLE, codeOf(stopped));
        } finally {
            end.countDown();
        }
    }
}
