package dev.gatehouse.agent.events;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The file of the feed: which event was written when, as records of one length. Not thread safe but for reading. */
final class FeedJournal {

    private final Path path;
    private final AppendOnlyFile file;
    private final Map<SessionId, Long> lastSeqs = new HashMap<>();
    private long count;
    private boolean broken;

    /** @throws GatehouseException if the journal is damaged before its end */
    FeedJournal(Path path, AppendOnlyFile file) {
        this.path = path;
        this.file = file;
        try {
            load();
            if (Files.size(path) > count * FeedRecord.BYTES) {
                file.truncate(count * FeedRecord.BYTES);
            }
        } catch (IOException e) {
            throw StorageFailure.of(e, path);
        }
    }

    private void load() throws IOException {
        byte[] bytes = new byte[FeedRecord.BYTES];
        long damagedAt = -1;
        try (InputStream input = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            while (input.readNBytes(bytes, 0, bytes.length) == bytes.length) {
                FeedRecord record = FeedRecord.read(bytes, 0).orElse(null);
                if (record != null && damagedAt < 0) {
                    lastSeqs.merge(record.session(), record.seq(), Math::max);
                    count++;
                } else if (record != null) {
                    throw new GatehouseException(
                            ProblemCode.INTERNAL,
                            "The agent's feed is damaged at record " + damagedAt
                                    + ". Restore feed/journal from a backup,"
                                    + " or move it and the file node away: web then reads everything anew.");
                } else if (damagedAt < 0) {
                    damagedAt = count;
                }
            }
        }
    }

    long count() {
        return count;
    }

    /** 0 if the session is not in the feed. */
    long lastSeq(SessionId session) {
        return lastSeqs.getOrDefault(session, 0L);
    }

    void append(FeedRecord record) {
        if (broken) {
            throw new GatehouseException(
                    ProblemCode.INTERNAL, "The agent's feed cannot be written; restart the agent.");
        }
        try {
            file.append(record.toBytes(), 0, FeedRecord.BYTES);
        } catch (IOException e) {
            takeBack(e);
            throw StorageFailure.of(e, path);
        }
        count++;
        lastSeqs.put(record.session(), record.seq());
    }

    private void takeBack(IOException cause) {
        try {
            file.truncate(count * FeedRecord.BYTES);
        } catch (IOException e) {
            broken = true;
            cause.addSuppressed(e);
        }
    }

    /** May run beside {@link #append}. */
    void force() {
        try {
            file.force();
        } catch (IOException e) {
            throw StorageFailure.of(e, path);
        }
    }

    /** May run beside {@link #append}. */
    List<FeedRecord> read(long from, int records) {
        long start = from * FeedRecord.BYTES;
        byte[] bytes;
        try {
            bytes = LogFile.read(path, new LogFile.Range(from, start, start + (long) records * FeedRecord.BYTES));
        } catch (IOException e) {
            throw StorageFailure.of(e, path);
        }
        List<FeedRecord> read = new ArrayList<>(records);
        for (int i = 0; i < records; i++) {
            long number = from + i;
            read.add(FeedRecord.read(bytes, i * FeedRecord.BYTES)
                    .orElseThrow(() -> new GatehouseException(
                            ProblemCode.INTERNAL, "The agent's feed is damaged at record " + number + ".")));
        }
        return read;
    }

    void close() throws IOException {
        file.close();
    }
}
