package dev.gatehouse.agent.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.EventEnvelope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Any readers, joining, leaving and lagging at any point, any events, any crash: no gap, no duplicate, the same text.
 */
class EventLogPropertyTest {

    private static final int CLIENTS = 3;

    /** @param which block or client */
    record Step(Kind kind, int which, String text) {}

    enum Kind {
        NOTICE,
        START,
        DELTA,
        FINISH,
        STATE,
        CONNECT,
        DRAIN,
        TAKE_ONE_BATCH,
        DISCONNECT,
        CRASH
    }

    @Property(tries = 400)
    void everyReaderSeesEveryEventOnceAndTheSameText(@ForAll("steps") List<Step> steps) throws Exception {
        Path directory = Files.createTempDirectory("log");
        try {
            new Run(directory.resolve("events.ndjson")).all(steps);
        } finally {
            PrivateFiles.removeRecursively(directory);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(3, Kind.NOTICE),
                net.jqwik.api.Tuple.of(3, Kind.START),
                net.jqwik.api.Tuple.of(12, Kind.DELTA),
                net.jqwik.api.Tuple.of(3, Kind.FINISH),
                net.jqwik.api.Tuple.of(1, Kind.STATE),
                net.jqwik.api.Tuple.of(4, Kind.CONNECT),
                net.jqwik.api.Tuple.of(4, Kind.DRAIN),
                net.jqwik.api.Tuple.of(3, Kind.TAKE_ONE_BATCH),
                net.jqwik.api.Tuple.of(1, Kind.DISCONNECT),
                net.jqwik.api.Tuple.of(1, Kind.CRASH));
        Arbitrary<String> texts = Arbitraries.strings().all().ofMaxLength(8);
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 2), texts)
                .as(Step::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(120);
    }

    /** The log beside a model of what it should hold. */
    private static final class Run {

        private TestLog test;
        private final List<StreamClient> clients = new ArrayList<>();
        private final List<AgentEvent> expected = new ArrayList<>();
        private final Map<String, StringBuilder> open = new LinkedHashMap<>();
        private AgentEvent.SessionState state;
        private int blocks;

        Run(Path path) {
            test = new TestLog(path);
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new StreamClient());
            }
        }

        void all(List<Step> steps) throws Exception {
            for (Step step : steps) {
                one(step);
            }
            for (StreamClient client : clients) {
                if (!client.connected()) {
                    client.connect(test.log);
                }
                client.drain();
                check(client);
            }
            StreamClient late = new StreamClient();
            late.connect(test.log);
            late.drain();
            check(late);
        }

        private void check(StreamClient client) {
            assertEquals(
                    expected, client.events.stream().map(EventEnvelope::event).toList());
            assertEquals(open.toString(), client.openBlocks.toString());
            if (state != null) {
                assertEquals(state, client.state);
            }
        }

        private void one(Step step) throws Exception {
            StreamClient client = clients.get(step.which());
            switch (step.kind()) {
                case NOTICE -> append(TestLog.notice(step.text()));
                case START -> {
                    if (open.size() < 3) {
                        String id = "b" + blocks++;
                        append(TestLog.start(id));
                        open.put(id, new StringBuilder());
                    }
                }
                case DELTA -> {
                    if (!open.isEmpty()) {
                        String id = block(step.which());
                        test.log.delta(id, step.text());
                        open.get(id).append(step.text());
                    }
                }
                case FINISH -> {
                    if (!open.isEmpty()) {
                        String id = block(step.which());
                        append(TestLog.finished(id, open.remove(id).toString()));
                    }
                }
                case STATE -> {
                    state = TestLog.state(step.text());
                    test.log.state(state);
                }
                case CONNECT -> client.connect(test.log);
                case DRAIN -> {
                    if (client.connected()) {
                        client.drain();
                    }
                }
                case TAKE_ONE_BATCH -> {
                    if (client.connected()) {
                        client.takeOnce(java.time.Duration.ZERO);
                    }
                }
                case DISCONNECT -> client.disconnect();
                case CRASH -> crash(step.text());
            }
        }

        private void append(AgentEvent.Durable event) {
            test.log.append(event, Force.NONE);
            expected.add(event);
        }

        private String block(int which) {
            return List.copyOf(open.keySet()).get(which % open.size());
        }

        /** Between the parts of one write: an unfinished line is there, and the feed may lack the last event. */
        private void crash(String torn) throws IOException {
            clients.forEach(StreamClient::disconnect);
            String line = new EventEnvelope(expected.size() + 1L, java.time.Instant.EPOCH, TestLog.notice(torn))
                    .toJson()
                    .toString();
            Files.writeString(
                    test.path, line.substring(0, torn.length() * line.length() / 9), StandardOpenOption.APPEND);
            if (torn.length() % 2 == 1 && !test.feed.isEmpty()) {
                test.feed.removeLast();
            }
            test = test.reopen();
            open.keySet().forEach(id -> expected.add(new AgentEvent.BlockAborted(id)));
            open.clear();
            state = null;
            assertEquals(expected, test.past.stream().map(EventEnvelope::event).toList());
            for (int i = 0; i < test.feed.size(); i++) {
                assertEquals(i + 1L, test.feed.get(i));
            }
            assertTrue(test.feed.size() == expected.size(), "the feed has every event once");
        }
    }
}
