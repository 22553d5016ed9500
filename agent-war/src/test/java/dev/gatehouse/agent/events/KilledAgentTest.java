package dev.gatehouse.agent.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.FeedEntry;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.SessionId;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another JVM writes and is killed with SIGKILL in the middle of it. */
class KilledAgentTest {

    @TempDir
    Path data;

    @Test
    @Timeout(120)
    void whatTheKilledAgentAcceptedIsThereOnceInLogAndFeed() throws Exception {
        TestLog.quiet();
        SessionId session = SessionId.random();
        long acknowledged = writeAndKill(session, 500);
        try (SessionStore store = SessionStore.open(data, Clock.systemUTC())) {
            List<EventEnvelope> past = new ArrayList<>();
            EventLog log = store.open(session, past::add);
            assertTrue(past.size() >= acknowledged, past.size() + " of " + acknowledged);
            assertEquals(log.lastSeq(), past.size());
            long next = 0;
            for (FeedEntry entry : all(store.feed())) {
                assertEquals(++next, entry.event().orElseThrow().getInt("seq"));
            }
            assertEquals(log.lastSeq(), next);
        }
    }

    /** @return the last number that the other process said was accepted */
    private long writeAndKill(SessionId session, int events) throws Exception {
        Process agent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Writer.class.getName(),
                        data.toString(),
                        session.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader accepted = agent.inputReader()) {
            long last = 0;
            while (last < events) {
                last = Long.parseLong(accepted.readLine());
            }
            assertThrows(GatehouseException.class, () -> SessionStore.open(data, Clock.systemUTC()));
            agent.toHandle().destroyForcibly(); // Process.destroyForcibly would close what it wrote, too
            // the last line may be cut in the middle
            List<String> rest = accepted.lines().toList();
            if (rest.size() > 1) {
                last = Long.parseLong(rest.get(rest.size() - 2));
            }
            return last;
        } finally {
            agent.destroyForcibly();
            assertTrue(agent.waitFor(30, TimeUnit.SECONDS));
        }
    }

    private static List<FeedEntry> all(Feed feed) throws InterruptedException {
        List<FeedEntry> all = new ArrayList<>();
        for (List<FeedEntry> some = feed.read(-1, Feed.MAX_ENTRIES, Duration.ZERO);
                !some.isEmpty();
                some = feed.read(all.size() - 1, Feed.MAX_ENTRIES, Duration.ZERO)) {
            all.addAll(some);
        }
        return all;
    }

    /** The agent that will be killed. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) {
            SessionStore store = SessionStore.open(Path.of(arguments[0]), Clock.systemUTC());
            EventLog log = store.create(SessionId.parse(arguments[1]));
            while (true) {
                System.out.println(
                        log.append(TestLog.notice("some text"), Force.NONE).seq());
            }
        }
    }
}
