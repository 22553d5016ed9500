package dev.gatehouse.e2e;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.BlockAborted;
import dev.gatehouse.contract.AgentEvent.BlockSnapshot;
import dev.gatehouse.contract.AgentEvent.BlockStarted;
import dev.gatehouse.contract.AgentEvent.Durable;
import dev.gatehouse.contract.AgentEvent.SessionState;
import dev.gatehouse.contract.AgentEvent.TextBlock;
import dev.gatehouse.contract.AgentEvent.TextDelta;
import dev.gatehouse.contract.AgentEvent.ThinkingBlock;
import dev.gatehouse.contract.EventEnvelope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What every reader may rely on, over all its connections: durable numbers without a gap and without a duplicate,
 * deltas that go on exactly where the text so far ends, and a finished text that is what was streamed of it.
 */
final class StreamPromises {

    private final Map<String, StringBuilder> open = new HashMap<>();
    private Optional<SessionState> state = Optional.empty();
    private Optional<String> broken = Optional.empty();
    private long last;
    private long id;

    /** Text that was streamed before must come again as a snapshot. */
    void connected() {
        open.clear();
    }

    void id(long number) {
        id = number;
    }

    void event(EventEnvelope envelope) {
        if (envelope.event() instanceof Durable) {
            require(envelope.seq() == last + 1, envelope, "comes after " + last);
            require(envelope.seq() == id, envelope, "has the id line " + id);
            last = envelope.seq();
        } else {
            require(envelope.seq() == last, envelope, "travels under another number than " + last);
        }
        content(envelope);
    }

    private void content(EventEnvelope envelope) {
        switch (envelope.event()) {
            case BlockStarted started -> open.put(started.blockId(), new StringBuilder());
            case BlockSnapshot snapshot -> open.put(snapshot.blockId(), new StringBuilder(snapshot.text()));
            case TextDelta delta -> append(envelope, delta);
            case TextBlock block -> finished(envelope, block.blockId(), block.text());
            case ThinkingBlock block -> finished(envelope, block.blockId(), block.text());
            case BlockAborted aborted -> open.remove(aborted.blockId());
            case SessionState present -> state = Optional.of(present);
            case AgentEvent other -> {
                // says nothing about text
            }
        }
    }

    private void append(EventEnvelope envelope, TextDelta delta) {
        StringBuilder text = open.get(delta.blockId());
        require(text != null, envelope, "belongs to no open block");
        if (text != null) {
            require(delta.offset() == text.length(), envelope, "does not follow " + text.length() + " characters");
            text.append(delta.text());
        }
    }

    private void finished(EventEnvelope envelope, String blockId, String whole) {
        StringBuilder text = open.remove(blockId);
        boolean same = text == null || text.isEmpty() || text.toString().equals(whole);
        require(same, envelope, "is not what was streamed: " + text);
    }

    private void require(boolean kept, EventEnvelope envelope, String otherwise) {
        if (!kept && broken.isEmpty()) {
            broken = Optional.of(envelope + " " + otherwise);
        }
    }

    /** @throws AssertionError with the first promise that was broken. */
    void check() {
        broken.ifPresent(what -> {
            throw new AssertionError(what);
        });
    }

    Optional<SessionState> state() {
        return state;
    }

    int openLength() {
        return open.values().stream().mapToInt(StringBuilder::length).max().orElse(0);
    }
}
