package dev.gatehouse.agent.events;

import dev.gatehouse.contract.SessionId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Single events of logs that are not open, for the feed. Keeps the indexes of the logs used last, and no file open: a
 * feed read from its beginning goes through every session there ever was.
 */
final class ClosedLogs {

    /** Indexes kept. */
    static final int MAX_INDEXES = 128;

    private final SessionDirectories directories;
    private final Map<SessionId, LineIndex> indexes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionId, LineIndex> eldest) {
            return size() > MAX_INDEXES;
        }
    };

    ClosedLogs(SessionDirectories directories) {
        this.directories = directories;
    }

    /** @return empty if the session is deleted */
    synchronized Optional<byte[]> line(SessionId session, long seq) {
        Path path = directories.log(session);
        try {
            LineIndex index = indexes.get(session);
            if (index == null || index.size() < seq) {
                index = read(path);
                indexes.put(session, index);
            }
            if (index.size() < seq) {
                return Optional.empty();
            }
            return Optional.of(LogFile.read(path, new LogFile.Range(seq, index.start(seq), index.end(seq))));
        } catch (NoSuchFileException | FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StorageFailure.of(e, path);
        }
    }

    synchronized void forget(SessionId session) {
        indexes.remove(session);
    }

    private static LineIndex read(Path path) throws IOException {
        LineIndex index = new LineIndex();
        try (LineReader lines = new LineReader(path, EventLog.MAX_EVENT_BYTES)) {
            while (lines.next()) {
                index.add(lines.end());
            }
        }
        return index;
    }
}
