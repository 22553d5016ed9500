package dev.gatehouse.agent.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.EventEnvelope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a page does with the stream; checks at every frame that there is no gap and no duplicate. */
final class StreamClient {

    final List<EventEnvelope> events = new ArrayList<>();
    final Map<String, StringBuilder> openBlocks = new LinkedHashMap<>();
    AgentEvent.SessionState state;
    private long lastId;
    private Subscription subscription;
    /** Blocks whose text so far is known since this connection. */
    private final java.util.Set<String> current = new java.util.HashSet<>();

    void connect(EventLog log) {
        disconnect();
        subscription = log.subscribe(lastId);
        current.clear();
    }

    void disconnect() {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
    }

    boolean connected() {
        return subscription != null;
    }

    long lastId() {
        return lastId;
    }

    /** Reads what is there now. */
    void drain() throws InterruptedException {
        while (takeOnce(Duration.ZERO) > 0) {
            // until nothing more is there
        }
    }

    int takeOnce(Duration timeout) throws InterruptedException {
        List<byte[]> frames = subscription.take(timeout);
        frames.forEach(this::accept);
        return frames.size();
    }

    java.util.Optional<Subscription.End> ended() {
        return subscription.ended();
    }

    void accept(byte[] frame) {
        String text = new String(frame, StandardCharsets.UTF_8);
        assertTrue(text.endsWith("\n\n"), text);
        String[] lines = text.substring(0, text.length() - 2).split("\n", -1);
        boolean durable = lines[0].startsWith("id: ");
        assertEquals(durable ? 2 : 1, lines.length, text);
        String data = lines[lines.length - 1];
        assertTrue(data.startsWith("data: "), text);
        EventEnvelope envelope = EventEnvelope.fromJson(ContractJson.parse(data.substring(6)));
        assertEquals(durable, envelope.event() instanceof AgentEvent.Durable);
        if (durable) {
            assertEquals(lastId + 1, envelope.seq(), "a gap or a duplicate");
            assertEquals("id: " + envelope.seq(), lines[0]);
            lastId = envelope.seq();
            events.add(envelope);
        } else {
            assertEquals(lastId, envelope.seq(), "a transient event travels under the last durable number");
        }
        apply(envelope.event());
    }

    private void apply(AgentEvent event) {
        switch (event) {
            case AgentEvent.BlockStarted start -> {
                openBlocks.put(start.blockId(), new StringBuilder());
                current.add(start.blockId());
            }
            case AgentEvent.BlockSnapshot snapshot -> {
                assertTrue(openBlocks.containsKey(snapshot.blockId()), "a snapshot of no open block");
                openBlocks.put(snapshot.blockId(), new StringBuilder(snapshot.text()));
                current.add(snapshot.blockId());
            }
            case AgentEvent.TextDelta delta -> {
                StringBuilder text = openBlocks.get(delta.blockId());
                assertNotNull(text, "a delta of no open block");
                assertTrue(current.contains(delta.blockId()), "a delta before the snapshot");
                assertEquals(text.length(), delta.offset(), "a gap or a duplicate inside a block");
                text.append(delta.text());
            }
            case AgentEvent.TextBlock block -> openBlocks.remove(block.blockId());
            case AgentEvent.BlockAborted block -> openBlocks.remove(block.blockId());
            case AgentEvent.SessionState next -> state = next;
            default -> {}
        }
    }
}
