package dev.gatehouse.agent.events;

import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.EventEnvelope;
import java.time.Instant;

/**
 * Events in the form in which they travel, frames of an event stream (WHATWG HTML, "Server-sent events"). Serialised
 * once: the file and all subscribers share the bytes.
 */
final class Frames {

    private static final int ROOM_FOR_HEAD = 192;

    private Frames() {}

    /**
     * A durable event's frame. Its JSON and the first of its two newlines are the line of the file.
     *
     * @param lineStart where the line starts in the bytes
     */
    record Durable(byte[] bytes, int lineStart) {
        int lineLength() {
            return bytes.length - 1 - lineStart;
        }
    }

    /**
     * One event that cannot be read back would make the whole log unreadable, so it is read back before it is written.
     *
     * @throws dev.gatehouse.contract.ContractJson.MalformedException if it cannot be
     */
    static Durable durable(EventEnvelope envelope) {
        String json = envelope.toJson().toString();
        EventEnvelope.fromJson(ContractJson.parse(json));
        Utf8Json frame = new Utf8Json(json.length() + ROOM_FOR_HEAD);
        head(frame, envelope.seq());
        int lineStart = frame.length();
        return new Durable(frame.json(json).ascii("\n\n").toByteArray(), lineStart);
    }

    /** @param lineLength with its newline */
    static byte[] fromLine(long seq, byte[] source, int lineStart, int lineLength) {
        Utf8Json frame = new Utf8Json(lineLength + 32);
        head(frame, seq);
        return frame.bytes(source, lineStart, lineLength).ascii("\n").toByteArray();
    }

    /** Without an id line, so that the reader's last id stays at the last durable event. */
    static byte[] ofTransient(EventEnvelope envelope) {
        String json = envelope.toJson().toString();
        return new Utf8Json(json.length() + 16)
                .ascii("data: ")
                .json(json)
                .ascii("\n\n")
                .toByteArray();
    }

    /** The same as {@link #ofTransient} of a {@code TextDelta}, without a tree of JSON objects for each few letters. */
    static byte[] delta(long seq, Instant at, String blockId, int offset, CharSequence text) {
        return new Utf8Json(text.length() + ROOM_FOR_HEAD)
                .ascii("data: {\"v\":" + EventEnvelope.VERSION + ",\"type\":\"TextDelta\",\"seq\":")
                .ascii(Long.toString(seq))
                .ascii(",\"at\":\"")
                .ascii(at.toString())
                .ascii("\",\"blockId\":")
                .string(blockId)
                .ascii(",\"offset\":")
                .ascii(Integer.toString(offset))
                .ascii(",\"text\":")
                .string(text)
                .ascii("}\n\n")
                .toByteArray();
    }

    private static void head(Utf8Json frame, long seq) {
        frame.ascii("id: ").ascii(Long.toString(seq)).ascii("\ndata: ");
    }
}
