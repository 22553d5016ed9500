package dev.gatehouse.e2e;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.Durable;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Follows one conversation's event stream as the page does: it comes back by itself with the last number it has, and
 * holds the stream to its promises ({@link StreamPromises}) all the time.
 */
final class EventReader implements AutoCloseable {

    private static final long RETRY_NANOS = Duration.ofMillis(250).toNanos();

    private final PortalClient client;
    private final String path;
    private final StreamPromises promises = new StreamPromises();
    private final List<EventEnvelope> durable = new ArrayList<>();
    private final List<Long> resumedFrom = new ArrayList<>();
    private final Thread thread;
    private Optional<Problem> problem = Optional.empty();
    private volatile boolean closed;
    private volatile InputStream open;

    private EventReader(PortalClient client, String conversation) {
        this.client = client;
        this.path = "/api/sessions/" + conversation + "/events";
        this.thread = Thread.ofVirtual().name("reader-" + conversation).start(this::follow);
    }

    /** From the beginning of the conversation. */
    static EventReader of(PortalClient client, String conversation) {
        return new EventReader(client, conversation);
    }

    private void follow() {
        while (!closed) {
            try {
                readOnce();
            } catch (IOException | IllegalStateException e) {
                // the line broke: it comes back below
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    private void readOnce() throws IOException, InterruptedException {
        HttpRequest.Builder request = client.request(path);
        long last = lastSeq();
        if (last > 0) {
            request.header("Last-Event-ID", Long.toString(last));
        }
        HttpResponse<InputStream> answer =
                client.http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
            if (answer.statusCode() != 200) {
                refused(in);
                return;
            }
            opened(in, last);
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
        }
    }

    private synchronized void opened(InputStream in, long last) {
        open = in;
        problem = Optional.empty();
        resumedFrom.add(last);
        promises.connected();
    }

    private void refused(InputStream in) throws IOException {
        String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        Problem said;
        try {
            said = Problem.fromJson(ContractJson.parse(body));
        } catch (ContractJson.MalformedException e) {
            said = new Problem(ProblemCode.INTERNAL, "no problem, as a server that is not up yet answers: " + body);
        }
        synchronized (this) {
            problem = Optional.of(said);
        }
    }

    private synchronized void take(String line) {
        if (line.startsWith("id: ")) {
            promises.id(Long.parseLong(line.substring(4)));
        } else if (line.startsWith("data: ")) {
            EventEnvelope event = EventEnvelope.fromJson(ContractJson.parse(line.substring(6)));
            promises.event(event);
            if (event.event() instanceof Durable) {
                durable.add(event);
            }
        }
    }

    // --- what came

    synchronized long lastSeq() {
        return durable.isEmpty() ? 0 : durable.getLast().seq();
    }

    synchronized List<EventEnvelope> events() {
        promises.check();
        return List.copyOf(durable);
    }

    <E extends AgentEvent> List<E> all(Class<E> type) {
        return stream(type).toList();
    }

    private <E extends AgentEvent> Stream<E> stream(Class<E> type) {
        return events().stream()
                .map(EventEnvelope::event)
                .filter(type::isInstance)
                .map(type::cast);
    }

    /** The present state, of which every subscriber is told first. */
    synchronized Optional<AgentEvent.SessionState> state() {
        return promises.state();
    }

    /** How much of the open block has come. */
    synchronized int openLength() {
        return promises.openLength();
    }

    /** Why there is no stream at the moment. */
    synchronized Optional<Problem> problem() {
        return problem;
    }

    /** The number each connection started behind; 0 for the first. */
    synchronized List<Long> resumedFrom() {
        return List.copyOf(resumedFrom);
    }

    <E extends AgentEvent> E await(Class<E> type, Predicate<E> which) {
        Await.until(
                type.getSimpleName(),
                Await.USUAL,
                () -> stream(type).anyMatch(which),
                () -> "came: " + events().stream().map(EventEnvelope::event).toList() + ", problem " + problem());
        return stream(type).filter(which).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            // it is gone all the same
        }
    }
}
