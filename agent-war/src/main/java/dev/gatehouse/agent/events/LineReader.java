package dev.gatehouse.agent.events;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a file line by line, as bytes and with the positions. */
final class LineReader implements Closeable {

    private static final int BUFFER = 128 * 1024;

    private final InputStream input;
    private final int maxLine;
    private byte[] line = new byte[1024];
    private int length;
    private long end;

    /** @param maxLine a longer line is an error, not an exhausted memory */
    LineReader(Path file, int maxLine) throws IOException {
        this.input = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        this.maxLine = maxLine;
    }

    /** @return whether there was a line that ends with a newline; an unfinished one is passed over */
    boolean next() throws IOException {
        length = 0;
        for (int b = input.read(); b >= 0; b = input.read()) {
            if (b == '\n') {
                end += length + 1;
                return true;
            }
            if (length == maxLine) {
                throw new IOException("line longer than " + maxLine + " bytes at " + end);
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(maxLine, 2 * length));
            }
            line[length++] = (byte) b;
        }
        return false;
    }

    /** The line without its newline. */
    byte[] line() {
        return Arrays.copyOf(line, length);
    }

    /** Position behind the line's newline. */
    long end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
