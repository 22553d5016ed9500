package dev.gatehouse.agent.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EventStreamPumpTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    private EventLog log;
    private final FlushedOutput client = new FlushedOutput();

    @BeforeEach
    void open() {
        log = new TestLog(directory.resolve("events.ndjson")).log;
    }

    @Test
    void eventsAreFlushedAsTheyCome() throws Exception {
        log.append(TestLog.notice("past"), Force.NONE);
        EventStreamPump pump = new EventStreamPump(log.subscribe(0), client, LONG, LONG);
        CompletableFuture<EventStreamPump.End> end = CompletableFuture.supplyAsync(pump::pump);
        assertTrue(client.next().startsWith("id: 1\n"));
        log.append(TestLog.notice("live"), Force.NONE);
        assertTrue(client.next().startsWith("id: 2\n"));
        pump.stop();

        assertEquals(EventStreamPump.End.STOPPED, end.get(30, TimeUnit.SECONDS));
        assertEquals(0, log.readers());
    }

    @Test
    void silenceIsFilledWithPingsUntilTheLifetimeIsOver() throws Exception {
        EventStreamPump pump =
                new EventStreamPump(log.subscribe(0), client, Duration.ofMillis(200), Duration.ofMillis(20));

        assertEquals(EventStreamPump.End.LIFETIME_OVER, pump.pump());
        assertEquals(": ping\n\n", client.next());
        assertEquals(0, log.readers());
    }

    @Test
    void aBusyStreamEndsWithItsLifetimeToo() throws Exception {
        EventStreamPump pump = new EventStreamPump(log.subscribe(0), client, Duration.ofMillis(100), LONG);
        CompletableFuture<EventStreamPump.End> end = CompletableFuture.supplyAsync(pump::pump);
        while (!end.isDone()) {
            log.append(TestLog.notice("x"), Force.NONE);
        }

        assertEquals(EventStreamPump.End.LIFETIME_OVER, end.get());
    }

    @Test
    void aGoneClientIsNoticedAtTheNextFrameOrPing() {
        for (RuntimeException unchecked : new RuntimeException[] {null, new IllegalStateException("recycled")}) {
            OutputStream gone = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    if (unchecked != null) {
                        throw unchecked;
                    }
                    throw new IOException("Broken pipe");
                }
            };
            EventStreamPump pump = new EventStreamPump(log.subscribe(0), gone, LONG, Duration.ofMillis(10));
            assertEquals(EventStreamPump.End.CLIENT_GONE, pump.pump());
            assertEquals(0, log.readers());
        }
    }

    @Test
    void closingTheLogEndsTheStreamAfterItsLastEvent() throws Exception {
        EventStreamPump pump = new EventStreamPump(log.subscribe(0), client, LONG, Duration.ofMillis(10));
        CompletableFuture<EventStreamPump.End> end = CompletableFuture.supplyAsync(pump::pump);
        assertEquals(": ping\n\n", client.next()); // it is live now
        log.append(TestLog.notice("last"), Force.NONE);
        log.close();

        assertEquals(EventStreamPump.End.LOG_CLOSED, end.get(30, TimeUnit.SECONDS));
        String all = client.rest();
        assertTrue(all.contains("id: 1\n"), all);
    }

    @Test
    void aReaderWhoseWritesBlockIsCutOffAndTheWriterGoesOn() throws Exception {
        CompletableFuture<Void> released = new CompletableFuture<>();
        CompletableFuture<Void> blocked = new CompletableFuture<>();
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int b) {
                blocked.complete(null);
                released.join();
            }

            @Override
            public void write(byte[] bytes) {
                write(0);
            }
        };
        EventStreamPump pump = new EventStreamPump(log.subscribe(0), slow, LONG, Duration.ofMillis(10));
        CompletableFuture<EventStreamPump.End> end = CompletableFuture.supplyAsync(pump::pump);
        blocked.get(30, TimeUnit.SECONDS);
        for (int i = 0; i <= Subscription.MAX_QUEUED_FRAMES; i++) {
            log.append(TestLog.notice("x"), Force.NONE);
        }
        assertEquals(0, log.readers());
        released.complete(null);

        assertEquals(EventStreamPump.End.READER_TOO_SLOW, end.get(30, TimeUnit.SECONDS));
    }

    /** What each flush let through. */
    private static final class FlushedOutput extends ByteArrayOutputStream {
        private final BlockingQueue<String> flushes = new LinkedBlockingQueue<>();

        @Override
        public void flush() {
            flushes.add(toString(StandardCharsets.UTF_8));
            reset();
        }

        String next() throws InterruptedException {
            String next = flushes.poll(30, TimeUnit.SECONDS);
            assertTrue(next != null, "nothing was flushed");
            return next;
        }

        String rest() {
            StringBuilder all = new StringBuilder();
            for (String next = flushes.poll(); next != null; next = flushes.poll()) {
                all.append(next);
            }
            return all.toString();
        }
    }
}
