package dev.gatehouse.agent.events;

import static dev.gatehouse.agent.events.TestLog.finished;
import static dev.gatehouse.agent.events.TestLog.notice;
import static dev.gatehouse.agent.events.TestLog.start;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashRecoveryTest {

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void path() {
        path = directory.resolve("events.ndjson");
    }

    @Test
    void aLogCutAtAnyByteOpensWithItsWholeLinesAndEndsItsBlocksAndGoesOn() throws Exception {
        List<EventEnvelope> written = write(new TestLog(path));
        byte[] whole = Files.readAllBytes(path);
        for (int length = 0; length <= whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            int lines = (int) new String(whole, 0, length, java.nio.charset.StandardCharsets.ISO_8859_1)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            StreamClient client = new StreamClient();
            for (EventEnvelope seen : written.subList(0, lines / 2)) {
                client.accept(Frames.durable(seen).bytes());
            }
            // what the feed had: all lines, or all but the last (a crash between the two writes)
            TestLog test = new TestLog(path, feedUpTo(Math.max(0, lines - length % 2)));
            client.connect(test.log);
            client.drain();
            test.log.append(notice("goes on"), Force.NONE);
            client.drain();

            assertEquals(written.subList(0, lines), client.events.subList(0, lines));
            assertTrue(client.openBlocks.isEmpty(), "no block stays open");
            assertEquals(feedUpTo(client.events.size()), test.feed);
            assertEquals(client.events.subList(0, client.events.size() - 1), test.past);
            test.log.close();
        }
    }

    @Test
    void anUnfinishedEndOfAnyKindIsCutOff() throws Exception {
        TestLog test = new TestLog(path);
        test.log.append(notice("one"), Force.NONE);
        byte[] sound = Files.readAllBytes(path);
        for (String end : List.of("{\"v\":1", "\0\0\0\0", "\0\0\n", "rubbish\n", "\n", "{}x\nrubbish\n\0\0")) {
            Files.write(path, sound);
            Files.writeString(path, end, java.nio.file.StandardOpenOption.APPEND);
            TestLog reopened = test.reopen();
            assertEquals(1, reopened.log.lastSeq());
            assertArrayEquals(sound, Files.readAllBytes(path));
        }
    }

    @Test
    void damageWithEventsBehindItIsToldAndNothingIsChanged() throws Exception {
        write(new TestLog(path));
        List<String> lines = Files.readAllLines(path);
        for (String bad : List.of(
                "rubbish",
                lines.get(2).substring(1),
                lines.get(2).replace("\"seq\":3", "\"seq\":4"),
                lines.get(2).replace("\"type\":\"", "\"type\":\"Unheard"),
                lines.get(2).replace("\"seq\":3,", ""))) {
            List<String> damaged = new ArrayList<>(lines);
            damaged.set(2, bad);
            Files.write(path, damaged);
            byte[] before = Files.readAllBytes(path);
            GatehouseException told = assertThrows(GatehouseException.class, () -> new TestLog(path));

            assertEquals(ProblemCode.INTERNAL, told.problem().code());
            assertTrue(told.getMessage().contains("event 3"), told.getMessage());
            assertArrayEquals(before, Files.readAllBytes(path));
        }
    }

    @Test
    void aLastEventOfALaterVersionIsNotTakenForAnUnfinishedOne() throws Exception {
        write(new TestLog(path));
        List<String> lines = new ArrayList<>(Files.readAllLines(path));
        lines.set(lines.size() - 1, lines.getLast().replace("\"type\":\"", "\"type\":\"Later"));
        Files.write(path, lines);

        assertThrows(GatehouseException.class, () -> new TestLog(path));
        assertEquals(lines, Files.readAllLines(path));
    }

    @Test
    void afterAPowerFailureTookTheEndNumbersTheFeedHasToldAreNotUsedAgain() {
        TestLog test = new TestLog(path);
        test.log.append(notice("one"), Force.NONE);
        TestLog reopened = new TestLog(path, feedUpTo(3));

        assertEquals(3, reopened.log.lastSeq());
        assertEquals(feedUpTo(3), reopened.feed);
        assertTrue(reopened.past.get(1).event() instanceof AgentEvent.Notice lost
                && lost.text().contains("power"));
        assertEquals(4, reopened.log.append(notice("next"), Force.NONE).seq());
        assertEquals(feedUpTo(4), reopened.feed);
    }

    @Test
    void aDiskThatIsFullAfterAnyNumberOfBytesLosesNothingAndShowsNothingElse() throws Exception {
        int needed = (int) Files.size(writtenElsewhere());
        for (int room = 0; room < needed; room++) {
            Files.deleteIfExists(path);
            TestLog test = new TestLog(path);
            StreamClient client = new StreamClient();
            client.connect(test.log);
            client.drain();
            test.disk.roomFor(room);
            List<EventEnvelope> written = new ArrayList<>();
            GatehouseException full = assertThrows(GatehouseException.class, () -> write(test, written));
            client.drain();

            assertEquals(ProblemCode.STORAGE_FULL, full.problem().code());
            assertEquals(written, client.events, "shown is what is written");
            assertEquals(feedUpTo(written.size()), test.feed);

            test.disk.roomFor(Long.MAX_VALUE);
            test.log.append(notice("room again"), Force.DISK);
            client.drain();
            assertEquals(written.size() + 1, client.events.size());
            List<EventEnvelope> reread = test.reopen().past;
            assertEquals(client.events, reread.subList(0, client.events.size()));
        }
    }

    @Test
    void anEventThatCannotBeForcedOrAddedToTheFeedIsTakenBack() {
        TestLog test = new TestLog(path);
        test.log.append(notice("one"), Force.DISK);
        test.disk.failForce(true);
        assertThrows(GatehouseException.class, () -> test.log.append(notice("two"), Force.DISK));
        test.disk.failForce(false);
        SessionFeed full = new SessionFeed() {
            @Override
            public long lastSeq() {
                return 1;
            }

            @Override
            public void append(long seq) {
                throw new GatehouseException(ProblemCode.STORAGE_FULL, "full");
            }
        };
        assertEquals(1, test.reopen().past.size());
        EventLog log = EventLog.open(path, test.disk, java.time.Clock.systemUTC(), full, event -> {}, () -> {});
        assertThrows(GatehouseException.class, () -> log.append(notice("two"), Force.NONE));

        assertEquals(1, log.lastSeq());
        assertEquals(1, test.reopen().past.size());
    }

    private Path writtenElsewhere() {
        Path elsewhere = directory.resolve("elsewhere");
        write(new TestLog(elsewhere));
        return elsewhere;
    }

    private static List<EventEnvelope> write(TestLog test) {
        List<EventEnvelope> written = new ArrayList<>();
        write(test, written);
        return written;
    }

    private static void write(TestLog test, List<EventEnvelope> written) {
        EventLog log = test.log;
        written.add(log.append(notice("plain"), Force.NONE));
        written.add(log.append(notice("Gr\u00fc\u00dfe \u2028 \ud83d\ude00 \ud83d lone \n\t\"\\"), Force.DISK));
        written.add(log.append(start("a"), Force.NONE));
        log.delta("a", "Hel");
        written.add(log.append(start("b"), Force.NONE));
        log.delta("a", "lo");
        log.delta("b", "x");
        written.add(log.append(finished("a", "Hello"), Force.NONE));
        written.add(log.append(notice("between"), Force.NONE));
        written.add(log.append(finished("b", "x"), Force.DISK));
    }

    private static List<Long> feedUpTo(long last) {
        return new ArrayList<>(LongStream.rangeClosed(1, last).boxed().toList());
    }
}
