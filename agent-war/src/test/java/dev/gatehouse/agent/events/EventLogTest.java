package dev.gatehouse.agent.events;

import static dev.gatehouse.agent.events.TestLog.finished;
import static dev.gatehouse.agent.events.TestLog.notice;
import static dev.gatehouse.agent.events.TestLog.start;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written to a log, and its past. */
class EventLogTest {

    @TempDir
    Path directory;

    private TestLog test;
    private EventLog log;

    @BeforeEach
    void open() {
        test = new TestLog(directory.resolve("events.ndjson"));
        log = test.log;
    }

    @Test
    void anEventIsInTheFileInTheContractsFormWhenAppendReturns() throws Exception {
        EventEnvelope first = log.append(notice("one"), Force.DISK);
        EventEnvelope second = log.append(notice("zwei \ud83d\ude00\n"), Force.NONE);

        assertEquals(1, first.seq());
        assertEquals(2, second.seq());
        assertEquals(List.of(first.toJson().toString(), second.toJson().toString()), Files.readAllLines(test.path));
        assertEquals(List.of(1L, 2L), test.feed);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(test.path)));
    }

    @Test
    void aDeltaOfNoOpenBlockIsAnError() {
        log.openBlock(start("b"));
        log.append(finished("b", ""), Force.NONE);

        assertThrows(IllegalStateException.class, () -> log.delta("b", "late"));
        log.openBlock(start("c"));
        assertThrows(IllegalStateException.class, () -> log.openBlock(start("c")));
        assertThrows(IllegalArgumentException.class, () -> log.emit(new AgentEvent.TextDelta("c", 0, "")));
    }

    @Test
    void anEventBeyondTheBoundIsRefusedAndTheLogGoesOn() {
        String huge = "x".repeat(EventLog.MAX_EVENT_BYTES);
        GatehouseException refused = assertThrows(GatehouseException.class, () -> log.append(notice(huge), Force.NONE));

        assertEquals(ProblemCode.TOO_LARGE, refused.problem().code());
        assertEquals(1, log.append(notice("next"), Force.NONE).seq());
    }

    @Test
    void anEventThatCouldNotBeReadBackIsRefusedAndTheLogGoesOn() {
        JsonObject deep = JsonValue.EMPTY_JSON_OBJECT;
        for (int i = 0; i < 2000; i++) {
            deep = Json.createObjectBuilder().add("d", deep).build();
        }
        AgentEvent.Durable event = new AgentEvent.ToolStarted("t", "Tool", deep, Optional.empty());
        assertThrows(GatehouseException.class, () -> log.append(event, Force.NONE));

        assertEquals(1, log.append(notice("next"), Force.NONE).seq());
    }

    @Test
    void anInterruptedWriterOrReaderDoesNotHarmTheLog() throws Exception {
        Subscription reader = joined();
        Thread.currentThread().interrupt();
        log.append(notice("while interrupted"), Force.DISK);
        log.history(Long.MAX_VALUE, 10);
        assertThrows(InterruptedException.class, () -> reader.take(Duration.ofSeconds(1)));
        log.append(notice("after"), Force.DISK);

        assertEquals(2, test.reopen().log.lastSeq());
    }

    @Test
    void historyIsPagedBackwardsWithoutGapOrOverlap() throws Exception {
        for (int i = 1; i <= 25; i++) {
            log.append(notice("n" + i), Force.NONE);
        }
        assertArrayEquals(new long[] {16, 17, 18, 19, 20, 21, 22, 23, 24, 25}, page(Long.MAX_VALUE, 10));
        assertArrayEquals(new long[] {6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, page(16, 10));
        assertArrayEquals(new long[] {1, 2, 3, 4, 5}, page(6, 10));
        assertArrayEquals(new long[] {}, page(1, 10));
        assertArrayEquals(new long[] {}, page(0, 10));
        assertArrayEquals(new long[] {}, page(-5, 10));
        assertArrayEquals(new long[] {}, page(6, 0));
    }

    @Test
    void aPageOfHistoryIsBoundedInEventsAndBytesButNeverEmpty() throws Exception {
        for (int i = 0; i < EventLog.MAX_HISTORY_EVENTS + 1; i++) {
            log.append(notice("n"), Force.NONE);
        }
        assertEquals(EventLog.MAX_HISTORY_EVENTS, page(Long.MAX_VALUE, Integer.MAX_VALUE).length);
        log.append(notice("x".repeat(EventLog.MAX_HISTORY_BYTES)), Force.NONE);
        assertArrayEquals(new long[] {EventLog.MAX_HISTORY_EVENTS + 2}, page(Long.MAX_VALUE, 10));
    }

    @Test
    void openBlocksCanBeAborted() throws Exception {
        log.openBlock(start("a"));
        log.openBlock(start("b"));
        log.abortOpenBlocks();
        StreamClient client = new StreamClient();
        client.connect(log);
        client.drain();

        assertTrue(client.openBlocks.isEmpty());
        assertEquals(4, log.lastSeq());
        assertFalse(test.reopen().past.size() > 4, "nothing is aborted twice");
    }

    private long[] page(long before, int limit) {
        try (var reader = Json.createReader(new ByteArrayInputStream(log.history(before, limit)))) {
            JsonArray events = reader.readArray();
            return events.stream()
                    .mapToLong(event ->
                            EventEnvelope.fromJson(event.asJsonObject()).seq())
                    .toArray();
        }
    }

    private Subscription joined() throws InterruptedException {
        Subscription subscription = log.subscribe(log.lastSeq());
        subscription.take(Duration.ZERO);
        return subscription;
    }
}
