package dev.gatehouse.agent.events;

import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The agent's data directory: which sessions there are, and their logs, blobs and feed. One agent at a time: the
 * directory is locked through the operating system as long as the store is open.
 */
public final class SessionStore implements AutoCloseable {

    private final Path data;
    private final Clock clock;
    private final AppendOnlyFile.Disk disk;
    private final DataDirectory held;
    private final SessionDirectories directories;
    private final ClosedLogs closedLogs;
    private final Feed feed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SessionId, EventLog> open = new HashMap<>();
    /** Being opened, created or deleted just now. */
    private final Set<SessionId> busy = new HashSet<>();

    private SessionStore(Path data, Clock clock, DataDirectory held, AppendOnlyFile.Disk disk) throws IOException {
        this.disk = disk;
        this.data = data;
        this.clock = clock;
        this.held = held;
        this.directories = new SessionDirectories(held.directory("sessions"));
        this.closedLogs = new ClosedLogs(directories);
        Path journal = held.directory("feed").resolve("journal");
        this.feed = new Feed(held.node(), new FeedJournal(journal, disk.open(journal)), this::line);
    }

    /**
     * Creates the directory if needed, finishes interrupted removals, and adds to the feed what a crash left out of it.
     *
     * @throws GatehouseException {@code CONFLICT} if another agent uses the directory; {@code STORAGE_FULL},
     *     {@code INTERNAL}
     */
    public static SessionStore open(Path data, Clock clock) {
        return open(data, clock, DiskFile::new);
    }

    static SessionStore open(Path data, Clock clock, AppendOnlyFile.Disk disk) {
        try {
            DataDirectory held = DataDirectory.hold(data);
            try {
                SessionStore store = new SessionStore(data, clock, held, disk);
                store.directories.finishRemovals();
                store.bringFeedUpToDate();
                return store;
            } catch (IOException | RuntimeException e) {
                held.close();
                throw e;
            }
        } catch (IOException e) {
            throw StorageFailure.of(e, data);
        }
    }

    public Feed feed() {
        return feed;
    }

    /** All sessions that are not deleted, open or not. */
    public List<SessionId> list() {
        try {
            return directories.list();
        } catch (IOException e) {
            throw StorageFailure.of(e, data);
        }
    }

    /**
     * Those of {@link #list} that were not closed at rest: a start has to look into these only, however many there are.
     */
    public List<SessionId> inUse() {
        return list().stream().filter(session -> !directories.isAtRest(session)).toList();
    }

    /** Nothing of this session, whose log is closed, waits to be gone on with; until it is opened again. */
    public void rest(SessionId session) {
        lock.lock();
        try {
            if (!open.containsKey(session) && !busy.contains(session) && exists(session)) {
                directories.rest(session);
            }
        } catch (IOException e) {
            System.getLogger(SessionStore.class.getName())
                    .log(System.Logger.Level.DEBUG, "the next start looks into " + session + " once more", e);
        } finally {
            lock.unlock();
        }
    }

    public boolean exists(SessionId session) {
        return directories.exists(session);
    }

    /**
     * A new session's empty log. Until its first event is written, a crash makes as if it had never been. The id of a
     * deleted session is not used again.
     *
     * @throws GatehouseException {@code ALREADY_EXISTS}, {@code STORAGE_FULL}, {@code INTERNAL}
     */
    public EventLog create(SessionId session) {
        return exclusively(session, () -> {
            if (exists(session)) {
                throw new GatehouseException(ProblemCode.ALREADY_EXISTS, "This conversation exists already.");
            }
            if (feed.lastSeq(session) > 0) {
                throw new GatehouseException(ProblemCode.ALREADY_EXISTS, "This conversation was deleted.");
            }
            directories.create(session);
            return openLog(session, event -> {});
        });
    }

    /**
     * Opens a session's log and repairs what a crash left: a torn last line is cut off, blocks without an end are
     * aborted.
     *
     * @param past gets every durable event of the log in order, before this returns; so a session's state is rebuilt in
     *     one pass
     * @throws GatehouseException {@code SESSION_NOT_FOUND}; {@code CONFLICT} if it is open already; {@code INTERNAL} if
     *     the file is damaged, saying where; {@code STORAGE_FULL} if the repair finds no room
     */
    public EventLog open(SessionId session, Consumer<EventEnvelope> past) {
        return exclusively(session, () -> {
            requireExists(session);
            return openLog(session, past);
        });
    }

    /** @throws GatehouseException {@code SESSION_NOT_FOUND} */
    public Blobs blobs(SessionId session) {
        lock.lock();
        try {
            if (!open.containsKey(session)) {
                requireExists(session);
            }
        } finally {
            lock.unlock();
        }
        return new Blobs(directories.blobs(session));
    }

    /** Closes the log if it is open, and removes all of the session; its entries in the feed stay, without events. */
    public void delete(SessionId session) {
        EventLog log;
        lock.lock();
        try {
            log = open.get(session);
        } finally {
            lock.unlock();
        }
        if (log != null) {
            log.close();
        }
        exclusively(session, () -> {
            directories.remove(session);
            closedLogs.forget(session);
            return null;
        });
    }

    /** Closes what is open and gives the directory free. */
    @Override
    public void close() {
        List<EventLog> logs;
        lock.lock();
        try {
            logs = List.copyOf(open.values());
        } finally {
            lock.unlock();
        }
        logs.forEach(EventLog::close);
        try (held) {
            feed.close();
        } catch (IOException e) {
            throw StorageFailure.of(e, data);
        }
    }

    private interface Work {
        EventLog run() throws IOException;
    }

    /** Runs what needs the session's files for itself; a log that comes of it is registered as open. */
    private EventLog exclusively(SessionId session, Work work) {
        begin(session);
        EventLog log = null;
        try {
            log = work.run();
            return log;
        } catch (IOException e) {
            throw StorageFailure.of(e, data);
        } finally {
            end(session, log);
        }
    }

    private void begin(SessionId session) {
        lock.lock();
        try {
            if (open.containsKey(session) || !busy.add(session)) {
                throw new GatehouseException(ProblemCode.CONFLICT, "This conversation is open already.");
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(SessionId session, EventLog log) {
        lock.lock();
        try {
            busy.remove(session);
            if (log != null) {
                open.put(session, log);
            }
        } finally {
            lock.unlock();
        }
    }

    private EventLog openLog(SessionId session, Consumer<EventEnvelope> past) throws IOException {
        closedLogs.forget(session);
        directories.wake(session);
        Path path = directories.log(session);
        AppendOnlyFile file = disk.open(path);
        EventLog log = null;
        try {
            new Blobs(directories.blobs(session)).removeTemporary();
            log = EventLog.open(path, file, clock, feed.of(session), past, () -> closed(session));
            return log;
        } finally {
            if (log == null) {
                file.close();
            }
        }
    }

    private void closed(SessionId session) {
        lock.lock();
        try {
            closedLogs.forget(session);
            open.remove(session);
        } finally {
            lock.unlock();
        }
    }

    private void requireExists(SessionId session) {
        if (!exists(session)) {
            throw new GatehouseException(ProblemCode.SESSION_NOT_FOUND, "There is no such conversation.");
        }
    }

    /** One damaged session must not keep all others from starting; its own damage shows when it is opened. */
    private void bringFeedUpToDate() throws IOException {
        for (SessionId session : directories.list()) {
            Optional<Long> last = LogTail.lastSeq(directories.log(session));
            if (last.isPresent() && last.get() >= feed.lastSeq(session)) {
                feed.catchUp(session, last.get());
                continue;
            }
            try (EventLog repaired = open(session, event -> {})) {
                System.getLogger(SessionStore.class.getName())
                        .log(System.Logger.Level.INFO, "repaired {0} up to {1}", session, repaired.lastSeq());
            } catch (GatehouseException e) {
                if (e.problem().code() == ProblemCode.STORAGE_FULL) {
                    throw e;
                }
                System.getLogger(SessionStore.class.getName())
                        .log(System.Logger.Level.ERROR, "session " + session + " cannot be opened", e);
            }
        }
    }

    private Optional<byte[]> line(SessionId session, long seq) {
        EventLog log;
        lock.lock();
        try {
            log = open.get(session);
        } finally {
            lock.unlock();
        }
        if (log == null) {
            return closedLogs.line(session, seq);
        }
        try {
            return log.line(seq);
        } catch (GatehouseException e) {
            if (directories.exists(session)) {
                throw e;
            }
            return Optional.empty(); // deleted just now
        }
    }
}
