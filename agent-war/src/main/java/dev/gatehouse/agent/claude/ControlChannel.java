package dev.gatehouse.agent.claude;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Our control requests and their answers (PROTOCOL §2). Every request ends: answered, overdue, or the process gone. */
final class ControlChannel {

    static final String OVERDUE = "gatehouse_overdue";
    static final String GONE = "gatehouse_process_gone";

    private final StdinWriter stdin;
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private volatile boolean closed;

    ControlChannel(StdinWriter stdin) {
        this.stdin = stdin;
    }

    private record Pending(String subtype, CompletableFuture<JsonObject> answer) {}

    /** @return the envelope's {@code response} object: the answer proper is in its {@code response} */
    CompletableFuture<JsonObject> request(JsonObject request, Duration deadline) {
        String subtype = Json.text(request, "subtype");
        String id = UUID.randomUUID().toString();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        pending.put(id, new Pending(subtype, answer));
        if (closed) {
            pending.remove(id);
            return CompletableFuture.failedFuture(gone(subtype));
        }
        try {
            stdin.write(Json.object()
                    .add("type", "control_request")
                    .add("request_id", id)
                    .add("request", request)
                    .build());
        } catch (RuntimeException unwritten) {
            pending.remove(id);
            return CompletableFuture.failedFuture(unwritten);
        }
        return answer.orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> pending.remove(id))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(cause(failure, subtype, deadline)));
    }

    private static Throwable cause(Throwable failure, String subtype, Duration deadline) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof TimeoutException ? overdue(subtype, deadline) : cause;
    }

    /** @return whether somebody was waiting for it */
    boolean answered(ControlFrame.Response response) {
        Pending waiting = pending.remove(response.requestId());
        if (waiting == null) {
            return false;
        }
        if (response.success()) {
            waiting.answer().complete(response.raw());
        } else {
            waiting.answer().completeExceptionally(refused(waiting.subtype(), response.raw()));
        }
        return true;
    }

    /** Fails everything that waits, now and later. */
    void close() {
        closed = true;
        pending.values().forEach(waiting -> waiting.answer().completeExceptionally(gone(waiting.subtype())));
    }

    void succeed(String requestId, JsonObject answer) {
        respond(Json.object()
                .add("subtype", "success")
                .add("request_id", requestId)
                .add("response", answer)
                .build());
    }

    void fail(String requestId, String message) {
        respond(Json.object()
                .add("subtype", "error")
                .add("request_id", requestId)
                .add("error", message)
                .build());
    }

    private void respond(JsonValue response) {
        stdin.write(Json.object()
                .add("type", "control_response")
                .add("response", response)
                .build());
    }

    private static ControlException refused(String subtype, JsonObject response) {
        return new ControlException(
                subtype,
                Json.string(response, "error_code").orElse(null),
                "Claude Code refused " + subtype + ": " + Json.text(response, "error"));
    }

    private static ControlException overdue(String subtype, Duration deadline) {
        return new ControlException(
                subtype, OVERDUE, "Claude Code did not answer " + subtype + " within " + deadline.toMillis() + " ms.");
    }

    private static ControlException gone(String subtype) {
        return new ControlException(subtype, GONE, "Claude Code ended before it answered " + subtype + ".");
    }
}
