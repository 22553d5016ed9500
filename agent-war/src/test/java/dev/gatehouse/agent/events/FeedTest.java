package dev.gatehouse.agent.events;

import static dev.gatehouse.agent.events.TestLog.notice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.FeedEntry;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FeedTest {

    @TempDir
    Path data;

    private SessionStore store;

    @BeforeEach
    void open() {
        store = SessionStore.open(data, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void everyEventOfEverySessionIsInTheOrderItWasWrittenWithConsecutiveOffsets() throws Exception {
        SessionId one = SessionId.random();
        SessionId two = SessionId.random();
        EventLog first = store.create(one);
        EventLog second = store.create(two);
        first.append(notice("a"), Force.NONE);
        second.append(notice("b"), Force.NONE);
        first.append(notice("c"), Force.DISK);
        first.close();

        List<FeedEntry> entries = read(-1);
        assertEquals(
                List.of(one, two, one), entries.stream().map(FeedEntry::session).toList());
        assertEquals(
                List.of(0L, 1L, 2L), entries.stream().map(FeedEntry::offset).toList());
        assertEquals(List.of("a", "b", "c"), texts(entries));
        assertEquals(store.feed().node(), entries.getFirst().node());
        assertEquals(List.of("c"), texts(read(1)));
        assertEquals(List.of("b"), texts(store.feed().read(0, 1, Duration.ZERO)));
        assertEquals(List.of(), read(2));
        assertEquals(2, store.feed().lastOffset());
    }

    @Test
    void aReaderWaitsForTheNextEvent() throws Exception {
        EventLog log = store.create(SessionId.random());
        CompletableFuture<List<FeedEntry>> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return store.feed().read(-1, 10, Duration.ofSeconds(60));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        log.append(notice("x"), Force.NONE);

        assertEquals(List.of("x"), texts(waiting.get(30, TimeUnit.SECONDS)));
    }

    @Test
    void aWaitingReaderIsLetGoWhenTheAgentStops() throws Exception {
        CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return store.feed().read(-1, 10, Duration.ofSeconds(100)).size();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        store.close();

        assertEquals(0, waiting.get(30, TimeUnit.SECONDS));
    }

    @Test
    void aDeletedSessionsEntriesStayWithoutEvents() throws Exception {
        SessionId deleted = SessionId.random();
        store.create(deleted).append(notice("gone"), Force.NONE);
        store.create(SessionId.random()).append(notice("stays"), Force.NONE);
        store.delete(deleted);

        List<FeedEntry> entries = read(-1);
        assertTrue(entries.get(0).event().isEmpty());
        assertTrue(entries.get(1).event().isPresent());
    }

    @Test
    void aCursorOutOfRangeIsRefused() {
        assertEquals(ProblemCode.INVALID_VALUE, code(-2, 1));
        assertEquals(ProblemCode.INVALID_VALUE, code(-1, 0));
        assertEquals(ProblemCode.CONFLICT, code(0, 1));
    }

    @Test
    void oneAnswerIsBoundedInEntriesAndBytes() throws Exception {
        EventLog log = store.create(SessionId.random());
        for (int i = 0; i <= Feed.MAX_ENTRIES; i++) {
            log.append(notice("x"), Force.NONE);
        }
        assertEquals(
                Feed.MAX_ENTRIES,
                store.feed().read(-1, Integer.MAX_VALUE, Duration.ZERO).size());
        for (int i = 0; i < 3; i++) {
            log.append(notice("x".repeat(Feed.MAX_BYTES / 2)), Force.NONE);
        }
        log.append(notice("x".repeat(Feed.MAX_BYTES + 1)), Force.NONE);
        assertEquals(1, read(Feed.MAX_ENTRIES).size());
        assertEquals(1, read(Feed.MAX_ENTRIES + 3).size());
    }

    @Test
    void aJournalCutAtAnyByteIsMadeWholeAgainWithEachEventOnce() throws Exception {
        Map<String, Integer> expected = new HashMap<>();
        List<EventLog> logs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            logs.add(store.create(SessionId.random()));
        }
        for (int i = 0; i < 12; i++) {
            logs.get(i % 3).append(notice("n" + i), Force.NONE);
            expected.put("n" + i, 1);
        }
        store.close();
        Path journal = data.resolve("feed/journal");
        byte[] whole = Files.readAllBytes(journal);
        for (int length = 0; length <= whole.length; length++) {
            Files.write(journal, Arrays.copyOf(whole, length));
            open();
            List<FeedEntry> entries = read(-1);
            Map<String, Integer> found = new HashMap<>();
            texts(entries).forEach(text -> found.merge(text, 1, Integer::sum));
            assertEquals(expected, found);
            for (int i = 0; i < entries.size(); i++) {
                assertEquals(i, entries.get(i).offset());
                if ((i + 1) * FeedRecord.BYTES <= length) {
                    assertEquals("n" + i, texts(entries).get(i), "what was told stays");
                }
            }
            store.close();
        }
        open();
    }

    @Test
    void aCrashBetweenTheTwoWritesWhileBlocksWereOpenIsMendedInOrder() throws Exception {
        SessionId session = SessionId.random();
        EventLog log = store.create(session);
        log.append(notice("one"), Force.NONE);
        log.openBlock(TestLog.start("b"));
        store.close();
        Path journal = data.resolve("feed/journal");
        Files.write(journal, Arrays.copyOf(Files.readAllBytes(journal), FeedRecord.BYTES));
        Files.writeString(
                data.resolve("sessions/" + session + "/events.ndjson"),
                "{\"unfinished",
                java.nio.file.StandardOpenOption.APPEND);
        TestLog.quiet();
        open();

        assertEquals(
                List.of("Notice", "BlockStarted", "BlockAborted"),
                read(-1).stream()
                        .map(entry -> entry.event().orElseThrow().getString("type"))
                        .toList());
    }

    @Test
    void damageInTheMiddleIsToldWithWhatToDo() throws Exception {
        EventLog log = store.create(SessionId.random());
        for (int i = 0; i < 3; i++) {
            log.append(notice("x"), Force.NONE);
        }
        store.close();
        Path journal = data.resolve("feed/journal");
        byte[] bytes = Files.readAllBytes(journal);
        bytes[FeedRecord.BYTES + 40] = 'x';
        Files.write(journal, bytes);
        GatehouseException told = assertThrows(GatehouseException.class, this::open);

        assertTrue(told.getMessage().contains("record 1"), told.getMessage());
        Files.delete(journal);
        Files.delete(data.resolve("node"));
        UUID before = store.feed().node();
        open();
        assertEquals(3, read(-1).size());
        assertTrue(!before.equals(store.feed().node()), "a new identity, so that web starts anew");
    }

    @Test
    void aFullDiskUnderTheJournalLeavesItWithoutTheRecord() throws Exception {
        Path path = data.resolve("other-journal");
        SessionId session = SessionId.random();
        for (int room = 0; room < FeedRecord.BYTES; room++) {
            FragileFile disk = new FragileFile(new DiskFile(path));
            FeedJournal journal = new FeedJournal(path, disk);
            long before = journal.count();
            disk.roomFor(room);
            FeedRecord record = new FeedRecord(session, before + 1);
            assertThrows(GatehouseException.class, () -> journal.append(record));
            disk.roomFor(Long.MAX_VALUE);
            journal.append(record);
            journal.close();

            assertEquals((before + 1) * FeedRecord.BYTES, Files.size(path));
        }
    }

    @Test
    void moreSessionsThanIndexesAreKeptCanBeRead() throws Exception {
        int sessions = ClosedLogs.MAX_INDEXES + 10;
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < sessions; i++) {
                try (EventLog log = store.create(SessionId.random())) {
                    log.append(notice("s" + i), Force.NONE);
                }
            }
        }
        assertEquals(2 * sessions, texts(read(-1)).size());
    }

    private List<FeedEntry> read(long after) throws InterruptedException {
        return store.feed().read(after, Feed.MAX_ENTRIES, Duration.ZERO);
    }

    private ProblemCode code(long after, int max) {
        return assertThrows(GatehouseException.class, () -> store.feed().read(after, max, Duration.ZERO))
                .problem()
                .code();
    }

    private static List<String> texts(List<FeedEntry> entries) {
        return entries.stream()
                .map(entry -> entry.event().orElseThrow().getString("text"))
                .toList();
    }
}
