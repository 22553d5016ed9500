package dev.gatehouse.web.portal;

import com.sun.net.httpserver.HttpExchange;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.ModelAccess;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.FeedEntry;
import dev.gatehouse.contract.GrantPush;
import dev.gatehouse.contract.GrantStatus;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.RefusedRequest;
import dev.gatehouse.contract.RefusedRequests;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.contract.SessionSummary;
import dev.gatehouse.web.sessions.StubAgent;
import dev.gatehouse.web.sessions.StubAgent.Received;
import jakarta.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** As much of an agent as web's tests need: sessions that exist, a feed, one event stream that never ends. */
final class AgentScript implements StubAgent.Behaviour {

    private final Map<SessionId, UUID> owners = new ConcurrentHashMap<>();
    private final Map<UUID, ModeGrant> grants = new ConcurrentHashMap<>();
    private final Map<SessionId, Long> numbers = new ConcurrentHashMap<>();
    private final List<FeedEntry> feed = new ArrayList<>();
    private final List<RefusedRequest> refused = new ArrayList<>();
    private final UUID boot = UUID.randomUUID();
    private final Set<SessionId> working = ConcurrentHashMap.newKeySet();
    final ConformanceScript conformance = new ConformanceScript();

    /** Whether commands and lists are answered as by an agent that is just starting. */
    volatile boolean down;

    private UUID node = UUID.randomUUID();
    private final CountDownLatch ended = new CountDownLatch(1);
    volatile byte[] blob = new byte[0];

    /** What every conversation's history is. */
    volatile String history = "[ ]";

    /** What commands are answered with; null while they are accepted. */
    volatile Problem refusal;

    /** Longer than any test waits for its end. */
    private static final int STREAM_SECONDS = 120;

    /** Writes an event to the feed, as if it happened in the session. */
    synchronized void happens(SessionId session, AgentEvent event) {
        long seq = numbers.merge(session, 1L, Long::sum);
        var envelope = new EventEnvelope(seq, Instant.now(), event);
        feed.add(new FeedEntry(node, feed.size(), session, Optional.of(envelope.toJson())));
    }

    /** As a newer agent might write it: an event that web cannot read. */
    synchronized void happensUnreadably(SessionId session) {
        long seq = numbers.merge(session, 1L, Long::sum);
        var json = Json.createObjectBuilder()
                .add("v", 1)
                .add("type", "TitleSuggested")
                .add("seq", seq)
                .add("at", "yesterday");
        feed.add(new FeedEntry(node, feed.size(), session, Optional.of(json.build())));
    }

    /** A turn is running, and says more as long as it runs. */
    void works(SessionId session) {
        working.add(session);
    }

    boolean isWorking(SessionId session) {
        return working.contains(session);
    }

    /** The same events from the beginning, as another agent that was given this one's data would tell them. */
    synchronized void becomeAnotherNode() {
        node = UUID.randomUUID();
        feed.replaceAll(entry -> new FeedEntry(node, entry.offset(), entry.session(), entry.event()));
    }

    /** Something happened that the feed does not tell yet. */
    void runAhead(SessionId session) {
        numbers.merge(session, 1L, Long::sum);
    }

    void comeToRest(SessionId session) {
        numbers.merge(session, -1L, Long::sum);
    }

    /** Lets the event streams end, as the agent does after ten minutes. */
    void endStreams() {
        ended.countDown();
    }

    boolean exists(SessionId session) {
        return owners.containsKey(session);
    }

    @Override
    public void answer(HttpExchange exchange, Received request) throws IOException {
        String[] path = request.path().split("[/?]");
        if (down && (path[1].equals("sessions") || path[1].equals("grants"))) {
            refuse(exchange, ProblemCode.AGENT_UNREACHABLE);
            return;
        }
        if (request.path().equals("/sessions?all=true")) {
            list(exchange, request);
            return;
        }
        switch (path[1]) {
            case "status" -> json(exchange, 200, ContractJson.write(status()).toString());
            case "grants" -> take(exchange, request);
            case "refusals" -> json(exchange, 200, refusals(request.path()));
            case "dry-runs" -> DryRunScript.answer(exchange, request);
            case "conformance" -> conformance.answer(exchange, request);
            case "feed" -> json(exchange, 200, feed(request.path()));
            case "sessions" -> session(exchange, request, SessionId.parse(path[2]), path.length > 3 ? path[3] : "");
            default -> refuse(exchange, ProblemCode.NOT_FOUND);
        }
    }

    /** As the agent does: of two grants of a person the one of the higher revision holds. */
    private void take(HttpExchange exchange, Received request) throws IOException {
        if (!request.token().roles().contains("system") || !request.method().equals("PUT")) {
            refuse(exchange, ProblemCode.FORBIDDEN);
            return;
        }
        ContractJson.read(GrantPush.class, ContractJson.parse(request.body()))
                .grants()
                .forEach(pushed -> grants.merge(
                        pushed.owner(), pushed.grant(), (old, next) -> next.revision() > old.revision() ? next : old));
        json(exchange, 200, "[]");
    }

    /** What was pushed for the person; empty if nothing was. */
    Optional<ModeGrant> grantOf(UUID owner) {
        return Optional.ofNullable(grants.get(owner));
    }

    private void list(HttpExchange exchange, Received request) throws IOException {
        if (!request.token().roles().contains("administrator")) {
            refuse(exchange, ProblemCode.FORBIDDEN);
            return;
        }
        var json = Json.createArrayBuilder();
        owners.keySet().forEach(id -> json.add(ContractJson.write(summary(id))));
        json(exchange, 200, json.build().toString());
    }

    private void session(HttpExchange exchange, Received request, SessionId id, String part) throws IOException {
        UUID caller = request.token().subject();
        if (request.method().equals("PUT")) {
            owners.putIfAbsent(id, caller);
            numbers.putIfAbsent(id, 0L);
        }
        boolean parks = request.body().contains("\"Park\"");
        boolean administrates = parks && request.token().roles().contains("administrator");
        boolean approves = request.token().question().isPresent()
                && request.token().roles().contains("approver")
                && part.equals("commands");
        if (!caller.equals(owners.get(id)) && !((administrates || approves) && owners.containsKey(id))) {
            refuse(exchange, ProblemCode.SESSION_NOT_FOUND);
            return;
        }
        switch (request.method() + " " + part) {
            case "DELETE " -> {
                owners.remove(id);
                StubAgent.answer(exchange, 204, "text/plain", "");
            }
            case "POST commands" -> {
                if (parks) {
                    working.remove(id);
                }
                if (refusal != null) {
                    StubAgent.answer(
                            exchange,
                            refusal.status(),
                            Problem.MEDIA_TYPE,
                            refusal.toJson().toString());
                    return;
                }
                json(exchange, 202, "{\"seq\":" + numbers.get(id) + "}");
            }
            case "GET history" -> json(exchange, 200, history);
            case "GET blobs" -> {
                exchange.sendResponseHeaders(200, blob.length);
                exchange.getResponseBody().write(blob);
            }
            case "GET events" -> stream(exchange, request.path());
            default -> json(exchange, 200, ContractJson.write(summary(id)).toString());
        }
    }

    /** Says from where it was asked, then nothing more until the reader goes away. */
    private void stream(HttpExchange exchange, String path) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(("id: 7\ndata: " + path + "\n\n").getBytes());
        exchange.getResponseBody().flush();
        try {
            ended.await(STREAM_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized String feed(String path) {
        long after = Long.parseLong(path.replaceAll(".*after=(-?[0-9]+).*", "$1"));
        var json = Json.createArrayBuilder();
        feed.stream().filter(entry -> entry.offset() > after).forEach(entry -> json.add(ContractJson.write(entry)));
        return json.build().toString();
    }

    /** Somebody came with a service token that does not fit. */
    synchronized void refuses(String reason) {
        refused.add(new RefusedRequest(refused.size() + 1L, Instant.now(), "GET", "/sessions", "127.0.0.1", reason));
    }

    private synchronized String refusals(String path) {
        long after = Long.parseLong(path.replaceAll(".*after=(-?[0-9]+).*", "$1"));
        return ContractJson.write(new RefusedRequests(
                        boot,
                        refused.stream().filter(each -> each.number() > after).toList()))
                .toString();
    }

    private synchronized AgentStatus status() {
        return new AgentStatus(
                node,
                Optional.of("2.1.330"),
                Optional.empty(),
                ModelAccess.SCRIPTED,
                EnumSet.complementOf(EnumSet.of(PermissionMode.AUTO)),
                "none",
                Optional.of("This host isolates nobody."),
                List.of(new AgentStatus.Model("scripted", "Scripted")),
                0,
                10);
    }

    private SessionSummary summary(SessionId id) {
        if (working.contains(id)) {
            numbers.merge(id, 1L, Long::sum);
        }
        return new SessionSummary(
                id,
                owners.get(id),
                SessionPhase.IDLE,
                PermissionMode.DEFAULT,
                Optional.empty(),
                numbers.get(id),
                Instant.now(),
                Instant.now(),
                Optional.of(Instant.now()).filter(now -> working.contains(id)),
                Optional.empty(),
                0,
                0,
                new GrantStatus(0, 0, GrantStatus.Phase.PARKED, Instant.now(), Optional.empty()),
                List.of());
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        StubAgent.answer(exchange, status, "application/json", body);
    }

    private static void refuse(HttpExchange exchange, ProblemCode code) throws IOException {
        var problem = new Problem(code, "no");
        StubAgent.answer(
                exchange, problem.status(), Problem.MEDIA_TYPE, problem.toJson().toString());
    }
}
