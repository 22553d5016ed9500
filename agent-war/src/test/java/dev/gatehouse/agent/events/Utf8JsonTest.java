package dev.gatehouse.agent.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.EventEnvelope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class Utf8JsonTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

    /** Code points that one text of the test holds. */
    private static final int CHUNK = 0x800;

    @Test
    void allOfUnicodeIsWrittenByteForByteAsJsonPWritesItAndComesBack() {
        for (int from = 0; from <= Character.MAX_CODE_POINT; from += CHUNK) {
            int[] points = new int[CHUNK];
            for (int i = 0; i < CHUNK; i++) {
                points[i] = from + i;
            }
            String text = new String(points, 0, CHUNK);
            byte[] frame = Frames.delta(7, AT, "b1", 3, text);
            assertEquals(envelope("b1", text), read(frame));
            if (!Character.isSurrogate((char) from) || from > 0xffff) {
                assertEquals(utf8(Frames.ofTransient(envelope("b1", text))), utf8(frame));
            }
        }
    }

    @Test
    void aLoneSurrogateOfAnyKindSurvives() {
        for (int c = Character.MIN_SURROGATE; c <= Character.MAX_SURROGATE; c++) {
            String text = "a" + (char) c;
            assertEquals(envelope("b1", text), read(Frames.delta(7, AT, "b1", 3, text)));
            text = (char) c + "\u0000" + (char) c + (char) c;
            assertEquals(envelope("b1", text), read(Frames.ofTransient(envelope("b1", text))));
        }
    }

    @Property
    void anyTextComesBackFromADelta(@ForAll String text, @ForAll String blockId) {
        assertEquals(envelope(blockId, text), read(Frames.delta(7, AT, blockId, 3, text)));
    }

    private static EventEnvelope envelope(String blockId, String text) {
        return new EventEnvelope(7, AT, new AgentEvent.TextDelta(blockId, 3, text));
    }

    private static EventEnvelope read(byte[] frame) {
        String json = utf8(frame);
        return EventEnvelope.fromJson(ContractJson.parse(json.substring("data: ".length(), json.length() - 2)));
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
