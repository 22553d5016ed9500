package dev.gatehouse.agent.events;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file of one log with its index: appends whole lines or nothing, reads ranges of lines. Writing and the index are
 * guarded by the log's lock; reading needs no lock and opens the file for the moment, so any number of logs can be
 * open.
 */
final class LogFile {

    private final Path path;
    private final AppendOnlyFile file;
    private final LineIndex index;
    private boolean broken;

    LogFile(Path path, AppendOnlyFile file, LineIndex index) {
        this.path = path;
        this.file = file;
        this.index = index;
    }

    /** Lines from {@code first} on, up to {@code end} in the file. */
    record Range(long first, long start, long end) {
        int length() {
            return (int) (end - start);
        }
    }

    int size() {
        return index.size();
    }

    /**
     * @param afterwards the last step that may fail before the line counts; when it throws, the line is taken back too
     * @throws GatehouseException {@code STORAGE_FULL} or {@code INTERNAL}; the file is then as it was
     */
    void append(byte[] bytes, int offset, int length, Force force, Runnable afterwards) {
        if (broken) {
            throw new GatehouseException(
                    ProblemCode.INTERNAL, "The record of this conversation cannot be written; restart the agent.");
        }
        boolean written = false;
        try {
            file.append(bytes, offset, length);
            if (force == Force.DISK) {
                file.force();
            }
            afterwards.run();
            written = true;
        } catch (IOException e) {
            throw StorageFailure.of(e, path);
        } finally {
            if (!written) {
                takeBack();
            }
        }
        index.add(index.length() + length);
    }

    private void takeBack() {
        try {
            file.truncate(index.length());
        } catch (IOException e) {
            broken = true;
            System.getLogger(LogFile.class.getName())
                    .log(System.Logger.Level.ERROR, "cannot take back an unfinished event in " + path, e);
        }
    }

    /** The lines after a number, at most this many bytes but at least one line; null if there is none. */
    Range after(long seq, int maxBytes) {
        if (seq >= index.size()) {
            return null;
        }
        long last = seq + 1;
        while (last < index.size() && index.end(last + 1) - index.start(seq + 1) <= maxBytes) {
            last++;
        }
        return new Range(seq + 1, index.start(seq + 1), index.end(last));
    }

    /** The last lines before a number, at most so many lines and bytes but at least one line; null if there is none. */
    Range before(long seq, int maxLines, int maxBytes) {
        if (seq <= 1 || index.size() == 0) {
            return null;
        }
        long last = Math.min(seq - 1, index.size());
        long first = last;
        while (first > 1 && last - first + 2 <= maxLines && index.end(last) - index.start(first - 1) <= maxBytes) {
            first--;
        }
        return new Range(first, index.start(first), index.end(last));
    }

    byte[] read(Range range) {
        try {
            return read(path, range);
        } catch (IOException e) {
            throw StorageFailure.of(e, path);
        }
    }

    /** @throws FileNotFoundException if there is no such file (any more) */
    static byte[] read(Path path, Range range) throws IOException {
        try (RandomAccessFile reader = new RandomAccessFile(path.toFile(), "r")) {
            byte[] bytes = new byte[range.length()];
            reader.seek(range.start());
            reader.readFully(bytes);
            return bytes;
        }
    }

    /** Splits lines read from the file into finished frames. */
    static List<byte[]> frames(Range range, byte[] bytes) {
        List<byte[]> frames = new ArrayList<>();
        long seq = range.first();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                frames.add(Frames.fromLine(seq++, bytes, start, i + 1 - start));
                start = i + 1;
            }
        }
        return frames;
    }

    /** Turns lines read from the file into one JSON array: inside JSON text no newline is ever written as such. */
    static byte[] jsonArray(byte[] lines) {
        byte[] array = new byte[lines.length + 1];
        array[0] = '[';
        for (int i = 0; i < lines.length; i++) {
            array[i + 1] = lines[i] == '\n' ? (byte) ',' : lines[i];
        }
        array[lines.length] = ']';
        return array;
    }

    void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw StorageFailure.of(e, path);
        }
    }
}
