package dev.gatehouse.agent.claude;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Bytes of stdout to frames. Lines end at a newline byte, which UTF-8 never uses inside a character, so reads may cut
 * anywhere. Lines of megabytes are ordinary (a Write of 2 MB is one line, PROTOCOL §7).
 */
public final class StreamJson {

    /** Beyond this the session fails: something is wrong, and memory is not endless. */
    public static final int MAX_LINE_BYTES = 64 * 1024 * 1024;

    /** How much of a line that is no JSON is kept to be shown, in characters. */
    public static final int NOISE_EXCERPT = 500;

    private static final int INITIAL_BYTES = 64 * 1024;

    /** A buffer that had to grow beyond this is given back after the line. */
    private static final int KEPT_BYTES = 1024 * 1024;

    private final Consumer<CliFrame> frames;
    private byte[] open = new byte[INITIAL_BYTES];
    private int openLength;

    /** @param frames called for every frame, in order, from within {@link #accept} */
    public StreamJson(Consumer<CliFrame> frames) {
        this.frames = frames;
    }

    /** @throws GatehouseException CLI_FAILED if a line is longer than {@link #MAX_LINE_BYTES} */
    public void accept(byte[] bytes, int length) {
        int from = 0;
        for (int at = 0; at < length; at++) {
            if (bytes[at] == '\n') {
                complete(bytes, from, at - from);
                from = at + 1;
            }
        }
        keep(bytes, from, length - from);
    }

    /** The stream is at its end; what stands behind the last newline is a line, too. */
    public void end() {
        complete(open, 0, 0);
    }

    private void complete(byte[] bytes, int from, int length) {
        if (openLength == 0) {
            line(bytes, from, length);
            return;
        }
        keep(bytes, from, length);
        int lineLength = openLength;
        openLength = 0;
        line(open, 0, lineLength);
        if (open.length > KEPT_BYTES) {
            open = new byte[INITIAL_BYTES];
        }
    }

    private void keep(byte[] bytes, int from, int length) {
        int needed = openLength + length;
        if (needed > MAX_LINE_BYTES) {
            throw new GatehouseException(
                    ProblemCode.CLI_FAILED, "Claude Code wrote a line of more than " + MAX_LINE_BYTES + " bytes.");
        }
        if (needed > open.length) {
            open = Arrays.copyOf(open, Math.max(needed, Math.min(open.length * 2, MAX_LINE_BYTES)));
        }
        System.arraycopy(bytes, from, open, openLength, length);
        openLength = needed;
    }

    private void line(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        if (!text.isBlank()) {
            frames.accept(FrameParser.parse(text, length));
        }
    }
}
