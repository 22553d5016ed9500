package dev.gatehouse.agent.events;

import static dev.gatehouse.agent.events.TestLog.finished;
import static dev.gatehouse.agent.events.TestLog.notice;
import static dev.gatehouse.agent.events.TestLog.start;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
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
    void allSubscribersShareTheBytesOfALiveEvent() throws Exception {
        Subscription one = joined();
        Subscription two = joined();
        log.append(notice("x"), Force.NONE);

        assertSame(
                one.take(Duration.ofSeconds(5)).getFirst(),
                two.take(Duration.ofSeconds(5)).getFirst());
    }

    @Test
    void whoComesInsideABlockGetsTheEventsThenTheTextSoFarThenTheStateThenDeltas() throws Exception {
        log.state(TestLog.state("t1"));
        log.append(notice("before"), Force.NONE);
        log.openBlock(start("b"));
        log.delta("b", "Hel");
        log.delta("b", "lo");
        Subscription reader = log.subscribe(0);
        List<byte[]> past = reader.take(Duration.ZERO);
        List<byte[]> present = reader.take(Duration.ZERO);
        log.delta("b", " world");
        List<byte[]> live = reader.take(Duration.ZERO);

        assertEquals(2, past.size());
        assertEquals(2, present.size());
        assertTrue(text(present.get(0)).contains("\"type\":\"BlockSnapshot\",\"seq\":2"), text(present.get(0)));
        assertTrue(text(present.get(0)).contains("\"text\":\"Hello\""));
        assertTrue(text(present.get(1)).contains("\"type\":\"SessionState\",\"seq\":2"));
        assertTrue(text(live.get(0)).contains("\"offset\":5,\"text\":\" world\""));
        assertTrue(text(live.get(0)).startsWith("data: "), "a delta must not move the last event id");
    }

    @Test
    void aReaderBecomesLiveOnlyWhenNoEventSlippedInSinceItLookedAtThePast() throws Exception {
        Subscription reader = log.subscribe(0);
        assertEquals(List.of(), log.past(0));
        log.append(notice("slipped in"), Force.NONE);

        assertFalse(log.join(reader, 0));
        assertEquals(1, log.past(0).size());
        assertTrue(log.join(reader, 1));
        reader.close();
        assertFalse(log.join(reader, 1));
    }

    @Test
    void aReaderThatLagsGetsDeltasOfABlockInOneFrame() throws Exception {
        Subscription reader = joined();
        log.openBlock(start("b"));
        for (String piece : List.of("a", "\ud83d", "\ude00", "d")) {
            log.delta("b", piece);
        }
        List<byte[]> frames = reader.take(Duration.ZERO);

        assertEquals(2, frames.size());
        assertTrue(text(frames.get(1)).contains("\"offset\":0,\"text\":\"a\ud83d\ude00d\""), text(frames.get(1)));
    }

    @Test
    void textBeyondTheBoundOfAnOpenBlockComesWithTheFinishedBlockOnly() throws Exception {
        StreamClient client = new StreamClient();
        client.connect(log);
        log.openBlock(start("b"));
        String half = "x".repeat(EventLog.MAX_OPEN_BLOCK_CHARS / 2 + 1);
        log.delta("b", half);
        client.drain();
        log.delta("b", half);
        client.drain();
        log.delta("b", "more");
        client.drain();
        assertEquals(EventLog.MAX_OPEN_BLOCK_CHARS, client.openBlocks.get("b").length());

        log.append(finished("b", half + half + "more"), Force.NONE);
        client.drain();
        assertEquals(
                half + half + "more",
                ((AgentEvent.TextBlock) client.events.getLast().event()).text());
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
    void theSameStateIsShownOnce() throws Exception {
        Subscription reader = joined();
        log.state(TestLog.state("a"));
        log.emit(TestLog.state("a"));
        log.emit(new AgentEvent.Progress("p", Optional.empty(), 5));

        assertEquals(2, reader.take(Duration.ZERO).size());
    }

    @Test
    void aSubscriberThatDoesNotReadIsCutOffAndTheWriterGoesOn() throws Exception {
        Subscription slow = joined();
        StreamClient fast = new StreamClient();
        fast.connect(log);
        for (int i = 0; i <= Subscription.MAX_QUEUED_FRAMES; i++) {
            log.append(notice("n" + i), Force.NONE);
            fast.drain();
        }

        assertEquals(Optional.of(Subscription.End.CUT_OFF), slow.ended());
        assertEquals(List.of(), slow.take(Duration.ofSeconds(5)));
        assertEquals(Subscription.MAX_QUEUED_FRAMES + 1, fast.events.size());
        assertEquals(1, log.readers());
    }

    @Test
    void aSubscriberIsCutOffByBytesTooButNotByOneLargeEvent() throws Exception {
        Subscription reader = joined();
        log.append(notice("x".repeat(2 * Subscription.MAX_QUEUED_BYTES)), Force.NONE);
        log.append(notice("right behind"), Force.NONE);
        assertEquals(Optional.empty(), reader.ended());

        for (int i = 0; i < 5; i++) {
            log.append(notice("x".repeat(Subscription.MAX_QUEUED_BYTES / 5)), Force.NONE);
        }
        assertEquals(Optional.of(Subscription.End.CUT_OFF), reader.ended());
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
    void closingDeliversWhatWaitsAndThenEnds() throws Exception {
        StreamClient client = new StreamClient();
        client.connect(log);
        client.drain();
        log.append(notice("last"), Force.NONE);
        log.close();
        assertEquals(1, client.takeOnce(Duration.ofSeconds(5)));

        assertEquals(Optional.of(Subscription.End.LOG_CLOSED), client.ended());
        assertThrows(GatehouseException.class, () -> log.append(notice("late"), Force.NONE));
        assertThrows(GatehouseException.class, () -> log.subscribe(0));
    }

    @Test
    void aNumberThatTheLogHasNotReachedStartsFromTheFirstEvent() throws Exception {
        log.append(notice("one"), Force.NONE);
        assertTrue(text(log.subscribe(17).take(Duration.ZERO).getFirst()).startsWith("id: 1\n"));
        assertTrue(text(log.subscribe(-1).take(Duration.ZERO).getFirst()).startsWith("id: 1\n"));
    }

    @Test
    void aClosedSubscriptionWakesItsReader() throws Exception {
        Subscription reader = joined();
        Thread closer = Thread.startVirtualThread(reader::close);
        assertEquals(List.of(), reader.take(Duration.ofMinutes(1)));
        closer.join();

        assertEquals(Optional.of(Subscription.End.CLOSED), reader.ended());
        assertEquals(0, log.readers());
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

    private static String text(byte[] frame) {
        return new String(frame, java.nio.charset.StandardCharsets.UTF_8);
    }
}
