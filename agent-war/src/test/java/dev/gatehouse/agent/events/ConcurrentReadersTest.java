package dev.gatehouse.agent.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.EventEnvelope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentReadersTest {

    private static final int READERS = 40;
    private static final int WRITERS = 3;
    private static final int BLOCKS_EACH = 120;
    private static final int DELTAS_EACH = 20;
    private static final long LAST = WRITERS * BLOCKS_EACH * 3L;

    @TempDir
    Path directory;

    @Test
    @Timeout(120)
    void manyReadersThatComeAndGoSeeTheSameWhileOneDoesNotReadAtAll() throws Exception {
        TestLog test = new TestLog(directory.resolve("events.ndjson"));
        Subscription stuck = test.log.subscribe(0);
        stuck.take(Duration.ZERO);
        List<Future<StreamClient>> readers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(reader(test.log, new Random(i))));
            }
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(threads.submit(() -> write(test.log, writer)));
            }
            for (Future<?> writer : writers) {
                assertNull(writer.get(100, TimeUnit.SECONDS));
            }
            List<EventEnvelope> all = readers.getFirst().get(100, TimeUnit.SECONDS).events;
            for (Future<StreamClient> reader : readers) {
                StreamClient client = reader.get(100, TimeUnit.SECONDS);
                assertEquals(all, client.events);
                assertTrue(client.openBlocks.isEmpty());
            }
            assertEquals(LAST, all.size());
        }
        assertEquals(Optional.of(Subscription.End.CUT_OFF), stuck.ended());
        assertEquals(0, test.log.readers());
        assertEquals(LAST, test.reopen().past.size());
    }

    private static void write(EventLog log, int writer) {
        for (int block = 0; block < BLOCKS_EACH; block++) {
            String id = "w" + writer + "-" + block;
            log.openBlock(TestLog.start(id));
            for (int i = 0; i < DELTAS_EACH; i++) {
                log.delta(id, "some text ");
            }
            log.append(TestLog.finished(id, "some text ".repeat(DELTAS_EACH)), Force.NONE);
            log.append(TestLog.notice("x".repeat(10_000)), Force.NONE);
        }
    }

    /** Comes back at random, and whenever it was too slow. */
    private static Callable<StreamClient> reader(EventLog log, Random random) {
        return () -> {
            StreamClient client = new StreamClient();
            client.connect(log);
            while (client.lastId() < LAST) {
                client.takeOnce(Duration.ofMillis(50));
                if (random.nextInt(100) == 0 || client.ended().isPresent()) {
                    client.connect(log);
                }
            }
            client.disconnect();
            return client;
        };
    }
}
