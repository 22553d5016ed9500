package dev.gatehouse.agent.events;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;

/** The end of a log that is not open, found without reading the log. */
final class LogTail {

    private static final int BLOCK = 8 * 1024;

    private LogTail() {}

    /** @return number of the last event, 0 for an empty log; nothing if the end is not sound */
    static Optional<Long> lastSeq(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long length = file.length();
            if (length == 0) {
                return Optional.of(0L);
            }
            long start = lineStart(file, length - 1);
            if (length - 1 - start > EventLog.MAX_EVENT_BYTES || byteAt(file, length - 1) != '\n') {
                return Optional.empty();
            }
            byte[] line = new byte[(int) (length - 1 - start)];
            file.seek(start);
            file.readFully(line);
            return LogRecovery.seqOf(line);
        }
    }

    /** Position behind the last newline before {@code end}. */
    private static long lineStart(RandomAccessFile file, long end) throws IOException {
        byte[] block = new byte[BLOCK];
        for (long blockEnd = end; blockEnd > 0; ) {
            int length = (int) Math.min(BLOCK, blockEnd);
            file.seek(blockEnd - length);
            file.readFully(block, 0, length);
            for (int i = length - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return blockEnd - length + i + 1;
                }
            }
            blockEnd -= length;
        }
        return 0;
    }

    private static int byteAt(RandomAccessFile file, long position) throws IOException {
        file.seek(position);
        return file.read();
    }
}
