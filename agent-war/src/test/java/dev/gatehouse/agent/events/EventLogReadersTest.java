package dev.gatehouse.agent.events;

import static dev.gatehouse.agent.events.TestLog.finished;
import static dev.gatehouse.agent.events.TestLog.notice;
import static dev.gatehouse.agent.events.TestLog.start;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.GatehouseException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those who watch a log get. */
class EventLogReadersTest {

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

    private Subscription joined() throws InterruptedException {
        Subscription subscription = log.subscribe(log.lastSeq());
        subscription.take(Duration.ZERO);
        return subscription;
    }

    private static String text(byte[] frame) {
        return new String(frame, StandardCharsets.UTF_8);
    }
}
