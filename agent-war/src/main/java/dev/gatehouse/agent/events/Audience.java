package dev.gatehouse.agent.events;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.EventEnvelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who reads a log: those still in the past, and those who get events as they come. Guarded by the log's lock. */
final class Audience {

    private final Set<Subscription> readers = new HashSet<>();
    private final List<Subscription> live = new ArrayList<>();

    void add(Subscription reader) {
        readers.add(reader);
    }

    /** Tells a reader who has seen all events the present; from now on it gets what is shown. */
    void join(Subscription reader, long seq, Instant now, List<? extends AgentEvent.Transient> present) {
        present.forEach(event -> reader.offer(new Outbound.Present(new EventEnvelope(seq, now, event))));
        live.add(reader);
    }

    boolean contains(Subscription reader) {
        return readers.contains(reader);
    }

    void leave(Subscription reader) {
        readers.remove(reader);
        live.remove(reader);
    }

    int size() {
        return readers.size();
    }

    boolean isAnyoneLive() {
        return !live.isEmpty();
    }

    /** Whoever cannot take it is cut off; nobody is waited for. */
    void show(Outbound next) {
        live.removeIf(reader -> {
            boolean cut = !reader.offer(next);
            if (cut) {
                readers.remove(reader);
            }
            return cut;
        });
    }

    void endAll() {
        readers.forEach(reader -> reader.end(Subscription.End.LOG_CLOSED));
        readers.clear();
        live.clear();
    }
}
