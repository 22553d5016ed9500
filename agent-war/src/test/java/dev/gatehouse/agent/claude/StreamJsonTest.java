package dev.gatehouse.agent.claude;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class StreamJsonTest {

    private static final String DELTA =
            "{\"type\":\"stream_event\",\"event\":{\"type\":\"content_block_delta\",\"index\":2,\"delta\":"
                    + "{\"type\":\"text_delta\",\"text\":\"Grüße 👋 \\u00e9\\n\"}},\"session_id\":\"s\","
                    + "\"parent_tool_use_id\":null,\"uuid\":\"u\"}";
    private static final String IDLE = "{\"type\":\"system\",\"subtype\":\"session_state_changed\",\"state\":\"idle\"}";

    private final List<CliFrame> frames = new ArrayList<>();
    private final StreamJson codec = new StreamJson(frames::add);

    private void feed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        codec.accept(bytes, bytes.length);
    }

    @Test
    void aReadMayEndAtAnyByte() {
        byte[] bytes = (DELTA + "\n" + IDLE + "\n").getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            frames.clear();
            codec.accept(bytes, cut);
            byte[] rest = Arrays.copyOfRange(bytes, cut, bytes.length);
            codec.accept(rest, rest.length);
            assertEquals(
                    List.of(
                            new StreamFrame.TextDelta(2, "Grüße 👋 é\n", Optional.empty()),
                            new SessionFrame.StateChanged("idle")),
                    frames,
                    "cut at byte " + cut);
        }
    }

    @Test
    void everyReadMayBeASingleByte() {
        for (byte each : (DELTA + "\n" + IDLE + "\n").getBytes(StandardCharsets.UTF_8)) {
            codec.accept(new byte[] {each}, 1);
        }
        assertEquals(2, frames.size());
    }

    @Test
    void aLineOfMegabytesIsReadInLinearTime() {
        String text = "x".repeat(20 * 1024 * 1024);
        byte[] bytes = ("{\"type\":\"assistant\",\"message\":{\"content\":\"" + text + "\"}}\n")
                .getBytes(StandardCharsets.UTF_8);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (int from = 0; from < bytes.length; from += 1024) {
                int length = Math.min(1024, bytes.length - from);
                codec.accept(Arrays.copyOfRange(bytes, from, from + length), length);
            }
        });
        MessageFrame.Assistant message = assertInstanceOf(MessageFrame.Assistant.class, frames.getFirst());
        assertEquals(List.of(new ContentBlock.Text(text)), message.content());
    }

    @Test
    void aLineBeyondTheBoundFailsTheStream() {
        byte[] megabyte = new byte[1024 * 1024];
        Arrays.fill(megabyte, (byte) 'x');
        GatehouseException failure = assertThrows(GatehouseException.class, () -> {
            for (int i = 0; i <= StreamJson.MAX_LINE_BYTES / megabyte.length; i++) {
                codec.accept(megabyte, megabyte.length);
            }
        });
        assertEquals(ProblemCode.CLI_FAILED, failure.problem().code());
    }

    @Test
    void brokenUtf8DoesNotStopTheStream() {
        byte[] broken = {'{', '"', 't', 'y', 'p', 'e', '"', ':', '"', (byte) 0xC3, '"', '}', '\n', (byte) 0xFF, '\n'};
        codec.accept(broken, broken.length);
        feed(IDLE + "\n");
        assertInstanceOf(CliFrame.Unknown.class, frames.get(0));
        assertInstanceOf(CliFrame.Noise.class, frames.get(1));
        assertEquals(new SessionFrame.StateChanged("idle"), frames.get(2));
    }

    @Test
    void rubbishBecomesNoiseAndTheNextLineIsRead() {
        List<String> rubbish = List.of("hello", "{", "{}x", "[1]", "\"x\"", "null", "{\"a\":}", "{\"a\":1}{\"b\":2}");
        rubbish.forEach(line -> feed(line + "\n"));
        feed(IDLE + "\n");
        assertEquals(rubbish.size() + 1, frames.size());
        for (int i = 0; i < rubbish.size(); i++) {
            assertEquals(new CliFrame.Noise(rubbish.get(i), rubbish.get(i).length()), frames.get(i));
        }
    }

    @Test
    void ofALongRubbishLineOnlyTheBeginningIsKept() {
        feed("y".repeat(100_000) + "\n");
        CliFrame.Noise noise = assertInstanceOf(CliFrame.Noise.class, frames.getFirst());
        assertEquals(StreamJson.NOISE_EXCERPT, noise.excerpt().length());
        assertEquals(100_000, noise.bytes());
    }

    @Test
    void deepNestingIsRubbishAndNoOverflow() {
        feed("{\"type\":\"x\",\"a\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}\n");
        assertInstanceOf(CliFrame.Noise.class, frames.getFirst());
    }

    @Test
    void emptyLinesSayNothing() {
        feed("\n\r\n  \n");
        assertTrue(frames.isEmpty());
    }

    @Test
    void theLastLineNeedsNoNewline() {
        feed(IDLE);
        assertTrue(frames.isEmpty());
        codec.end();
        assertEquals(List.of(new SessionFrame.StateChanged("idle")), frames);
    }
}
