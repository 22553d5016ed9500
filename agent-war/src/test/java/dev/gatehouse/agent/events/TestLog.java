package dev.gatehouse.agent.events;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.EventEnvelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A log on a file of its own, with a feed in memory. */
final class TestLog implements SessionFeed {

    /** Of one length in every event: an instant of a whole second has no fraction, and its line is shorter. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T10:00:00.123Z"), ZoneOffset.UTC);

    /** Kept, as the logging system forgets the level of a logger that nobody holds. */
    private static final Logger QUIET = Logger.getLogger("dev.gatehouse.agent.events");

    static {
        quiet();
    }

    /** These tests cut logs by the hundred, and each is told. */
    static void quiet() {
        QUIET.setLevel(Level.OFF);
    }

    final Path path;
    final List<Long> feed;
    final List<EventEnvelope> past = new ArrayList<>();
    final FragileFile disk;
    final EventLog log;

    TestLog(Path path) {
        this(path, new ArrayList<>());
    }

    TestLog(Path path, List<Long> feed) {
        this.path = path;
        this.feed = feed;
        try {
            disk = new FragileFile(new DiskFile(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        log = EventLog.open(path, disk, CLOCK, this, past::add, () -> {});
    }

    /** As after kill -9: nothing is closed in order, another process opens what is there. */
    TestLog reopen() {
        return new TestLog(path, feed);
    }

    static AgentEvent.Notice notice(String text) {
        return new AgentEvent.Notice(AgentEvent.NoticeLevel.INFO, text);
    }

    static AgentEvent.BlockStarted start(String blockId) {
        return new AgentEvent.BlockStarted(blockId, AgentEvent.BlockKind.TEXT, java.util.Optional.empty());
    }

    static AgentEvent.TextBlock finished(String blockId, String text) {
        return new AgentEvent.TextBlock(blockId, text, java.util.Optional.empty());
    }

    static AgentEvent.SessionState state(String task) {
        return new AgentEvent.SessionState(
                AgentEvent.SessionPhase.WORKING,
                dev.gatehouse.contract.PermissionMode.DEFAULT,
                java.util.Optional.empty(),
                List.of(),
                List.of(),
                List.of(new AgentEvent.Task(task, "")),
                List.of());
    }

    @Override
    public long lastSeq() {
        return feed.isEmpty() ? 0 : feed.getLast();
    }

    @Override
    public void append(long seq) {
        feed.add(seq);
    }
}
