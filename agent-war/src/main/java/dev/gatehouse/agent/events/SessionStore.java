package dev.gatehouse.agent.events;

import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.SessionId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * The agent's data directory: which sessions there are, and their logs, blobs and feed. One agent at a time: the
 * directory is locked through the operating system as long as the store is open.
 */
public final class SessionStore implements AutoCloseable {

    /**
     * Creates the directory if needed, finishes interrupted removals, and adds to the feed what a crash left out of it.
     *
     * @throws dev.gatehouse.contract.GatehouseException if another agent uses the directory, or it cannot be used
     */
    public static SessionStore open(Path data, Clock clock) {
        throw new UnsupportedOperationException();
    }

    public Feed feed() {
        throw new UnsupportedOperationException();
    }

    /** All sessions that are not deleted, open or not. */
    public List<SessionId> list() {
        throw new UnsupportedOperationException();
    }

    public boolean exists(SessionId session) {
        throw new UnsupportedOperationException();
    }

    /** @throws dev.gatehouse.contract.GatehouseException {@code ALREADY_EXISTS}, {@code STORAGE_FULL} */
    public EventLog create(SessionId session) {
        throw new UnsupportedOperationException();
    }

    /**
     * Opens a session's log and repairs what a crash left: a torn last line is cut off, blocks without an end are
     * aborted.
     *
     * @param past gets every durable event of the log in order, before this returns; so a session's state is rebuilt in
     *     one pass
     * @throws dev.gatehouse.contract.GatehouseException {@code SESSION_NOT_FOUND}; {@code CONFLICT} if it is open
     *     already; {@code INTERNAL} if the file is damaged, saying where
     */
    public EventLog open(SessionId session, Consumer<EventEnvelope> past) {
        throw new UnsupportedOperationException();
    }

    /** @throws dev.gatehouse.contract.GatehouseException {@code SESSION_NOT_FOUND} */
    public Blobs blobs(SessionId session) {
        throw new UnsupportedOperationException();
    }

    /** Closes the log if it is open, and removes all of the session; its entries in the feed stay, without events. */
    public void delete(SessionId session) {
        throw new UnsupportedOperationException();
    }

    /** Closes what is open and gives the directory free. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
