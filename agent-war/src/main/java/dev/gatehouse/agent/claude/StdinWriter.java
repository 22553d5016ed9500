package dev.gatehouse.agent.claude;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Writes lines to the CLI's stdin, one at a time and in order, on a thread of its own: a CLI that does not read must
 * never stop the one that reads from it. Only serialised JSON objects come in, so a line never contains a raw newline
 * and is never malformed (a malformed one ends the CLI, PROTOCOL §7).
 */
final class StdinWriter {

    /** The CLI was seen to take a line of 20 MB (PROTOCOL §7). */
    static final int MAX_LINE_BYTES = 32 * 1024 * 1024;

    static final long MAX_QUEUED_BYTES = 64L * 1024 * 1024;

    private final OutputStream stdin;
    private final Queue<byte[]> queue = new ArrayDeque<>();
    private long queuedBytes;
    private boolean ending;
    private boolean broken;

    StdinWriter(OutputStream stdin) {
        this.stdin = stdin;
    }

    /** Returns when everything is written after {@link #end}, or the process does not read any more. */
    void run() {
        try (stdin) {
            for (byte[] line = next(); line != null; line = next()) {
                stdin.write(line);
                stdin.flush();
            }
        } catch (IOException gone) {
            // The end of the process is noticed, and told, by the pump.
        } finally {
            abandon();
        }
    }

    /**
     * @throws GatehouseException TOO_LARGE if the line is too long; CLI_FAILED if the CLI is gone or has not read for
     *     so long that too much is waiting
     */
    void write(JsonObject line) {
        byte[] bytes = (line.toString() + '\n').getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_LINE_BYTES) {
            throw new GatehouseException(ProblemCode.TOO_LARGE, "The message is too large for Claude Code.");
        }
        synchronized (this) {
            if (ending || broken) {
                throw new GatehouseException(ProblemCode.CLI_FAILED, "Claude Code has ended.");
            }
            if (queuedBytes + bytes.length > MAX_QUEUED_BYTES) {
                throw new GatehouseException(ProblemCode.CLI_FAILED, "Claude Code does not read its input.");
            }
            queue.add(bytes);
            queuedBytes += bytes.length;
            notifyAll();
        }
    }

    /** Closes stdin behind the last line. */
    synchronized void end() {
        ending = true;
        notifyAll();
    }

    /** Drops what is not written yet. */
    synchronized void abandon() {
        broken = true;
        queue.clear();
        queuedBytes = 0;
        notifyAll();
    }

    private synchronized byte[] next() {
        while (queue.isEmpty()) {
            if (ending || broken) {
                return null;
            }
            try {
                wait();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        byte[] line = queue.remove();
        queuedBytes -= line.length;
        return line;
    }
}
