package dev.gatehouse.agent.events;

import java.util.Arrays;

/** Where each line of a log ends; line n (from 1) is event n. Eight bytes an event. Not thread safe. */
final class LineIndex {

    private long[] ends = new long[64];
    private int size;

    void add(long end) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size + (size >> 1));
        }
        ends[size++] = end;
    }

    int size() {
        return size;
    }

    /** Position of the first byte of a line. */
    long start(long line) {
        return line == 1 ? 0 : ends[(int) line - 2];
    }

    /** Position behind a line's newline. */
    long end(long line) {
        return ends[(int) line - 1];
    }

    /** Length of the indexed part of the file. */
    long length() {
        return size == 0 ? 0 : ends[size - 1];
    }
}
