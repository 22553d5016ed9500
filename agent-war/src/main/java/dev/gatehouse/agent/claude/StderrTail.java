package dev.gatehouse.agent.claude;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** Drains stderr so that the process never waits for it, and keeps the end for whoever asks why it died. */
final class StderrTail {

    static final int MAX_CHARS = 16 * 1024;

    private final StringBuilder tail = new StringBuilder();

    /** Returns at the end of the stream. */
    void drain(InputStream stderr) {
        char[] buffer = new char[4096];
        try (Reader reader = new InputStreamReader(stderr, StandardCharsets.UTF_8)) {
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                append(buffer, read);
            }
        } catch (IOException closed) {
            // The process is gone; what was read so far is all there is.
        }
    }

    private synchronized void append(char[] buffer, int length) {
        tail.append(buffer, 0, length);
        if (tail.length() > MAX_CHARS) {
            tail.delete(0, tail.length() - MAX_CHARS);
        }
    }

    synchronized String text() {
        return tail.toString();
    }
}
