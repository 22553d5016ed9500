package dev.gatehouse.agent.model;

import dev.gatehouse.agent.model.Reply.Block;
import dev.gatehouse.agent.model.Reply.Pace;
import dev.gatehouse.agent.model.Reply.Usage;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Writes an answer in the two forms of the Messages API: server-sent events, or one JSON object. */
final class ReplyWriter {

    /** Bytes of a request that make about one token. */
    private static final int BYTES_PER_TOKEN = 4;

    /** Kept, because finding the JSON provider anew for every event takes longer than the event. */
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private final String model;
    private final OutputStream out;
    private final Usage usage;

    ReplyWriter(String model, OutputStream out, Usage usage) {
        this.model = model;
        this.out = out;
        this.usage = usage;
    }

    static Usage usage(Reply reply, ModelRequest request) {
        List<Block> blocks = blocks(reply);
        long written = blocks.stream().mapToLong(each -> payload(each).length()).sum();
        Usage plausible = new Usage(1 + request.bytes() / BYTES_PER_TOKEN, 1 + written / BYTES_PER_TOKEN);
        return reply instanceof Reply.Message message ? message.usage().orElse(plausible) : plausible;
    }

    static List<Block> blocks(Reply reply) {
        return switch (reply) {
            case Reply.Message message -> message.blocks();
            case Reply.Drop drop -> drop.blocks();
            case Reply.Stall stall -> stall.blocks();
            case Reply.Refusal refusal -> List.of();
        };
    }

    JsonObject message(Reply.Message reply) {
        var content = JSON.createArrayBuilder();
        reply.blocks().forEach(each -> content.add(block(each, true)));
        return head().add("content", content)
                .add("stop_reason", reply.stopReason())
                .add("stop_sequence", JsonValue.NULL)
                .add("usage", usage(usage.outputTokens()))
                .build();
    }

    void stream(Reply.Message reply) throws IOException, InterruptedException {
        begin(reply.blocks(), reply.pace());
        var delta = JSON.createObjectBuilder()
                .add("stop_reason", reply.stopReason())
                .add("stop_sequence", JsonValue.NULL);
        reply.check().ifPresent(check -> delta.add("safeguard_results", safeguards(reply, check)));
        event(typed("message_delta").add("delta", delta).add("usage", usage(usage.outputTokens())));
        event(typed("message_stop"));
        out.flush();
    }

    /** Everything but the end of the message. */
    void begin(List<Block> blocks, Pace pace) throws IOException, InterruptedException {
        event(typed("message_start")
                .add(
                        "message",
                        head().add("content", JsonValue.EMPTY_JSON_ARRAY)
                                .add("stop_reason", JsonValue.NULL)
                                .add("stop_sequence", JsonValue.NULL)
                                .add("usage", usage(1))));
        out.flush();
        for (int i = 0; i < blocks.size(); i++) {
            block(i, blocks.get(i), pace);
        }
        out.flush();
    }

    private void block(int index, Block block, Pace pace) throws IOException, InterruptedException {
        event(typed("content_block_start").add("index", index).add("content_block", block(block, false)));
        String payload = payload(block);
        for (int from = 0; from < payload.length(); ) {
            int to = boundary(payload, Math.min(payload.length(), from + pace.deltaChars()));
            event(typed("content_block_delta")
                    .add("index", index)
                    .add("delta", delta(block, payload.substring(from, to))));
            from = to;
            rest(pace.between());
        }
        if (block instanceof Reply.Thinking) {
            var signature = typed("signature_delta").add("signature", "c2NyaXB0ZWQ=");
            event(typed("content_block_delta").add("index", index).add("delta", signature));
        }
        event(typed("content_block_stop").add("index", index));
    }

    /** Never between the two halves of a character outside the basic plane. */
    private static int boundary(String text, int at) {
        return at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
    }

    private void rest(Duration between) throws IOException, InterruptedException {
        if (!between.isZero()) {
            out.flush();
            Thread.sleep(between);
        }
    }

    private static JsonArrayBuilder safeguards(Reply.Message reply, Reply.Check check) {
        JsonObjectBuilder uses = JSON.createObjectBuilder();
        reply.blocks().stream()
                .filter(Reply.ToolUse.class::isInstance)
                .map(Reply.ToolUse.class::cast)
                .forEach(use -> uses.add(
                        use.id(), typed("evaluated").add("outcome", check.name().toLowerCase(Locale.ROOT))));
        return JSON.createArrayBuilder()
                .add(typed("dangerous_tool_use")
                        .add("status", typed("available").add("tool_uses", uses)));
    }

    private JsonObjectBuilder head() {
        return JSON.createObjectBuilder()
                .add("id", "msg_scripted_" + UUID.randomUUID().toString().replace("-", ""))
                .add("type", "message")
                .add("role", "assistant")
                .add("model", model);
    }

    private JsonObjectBuilder usage(long outputTokens) {
        return JSON.createObjectBuilder()
                .add("input_tokens", usage.inputTokens())
                .add("cache_creation_input_tokens", 0)
                .add("cache_read_input_tokens", 0)
                .add("output_tokens", outputTokens);
    }

    private static JsonObjectBuilder block(Block block, boolean full) {
        return switch (block) {
            case Reply.Text text -> typed("text").add("text", full ? text.text() : "");
            case Reply.Thinking thinking ->
                typed("thinking")
                        .add("thinking", full ? thinking.text() : "")
                        .add("signature", full ? "c2NyaXB0ZWQ=" : "");
            case Reply.ToolUse use ->
                typed("tool_use")
                        .add("id", use.id())
                        .add("name", use.name())
                        .add("input", full ? use.input() : JsonValue.EMPTY_JSON_OBJECT);
        };
    }

    private static JsonObjectBuilder delta(Block block, String part) {
        return switch (block) {
            case Reply.Text text -> typed("text_delta").add("text", part);
            case Reply.Thinking thinking -> typed("thinking_delta").add("thinking", part);
            case Reply.ToolUse use -> typed("input_json_delta").add("partial_json", part);
        };
    }

    private static String payload(Block block) {
        return switch (block) {
            case Reply.Text text -> text.text();
            case Reply.Thinking thinking -> thinking.text();
            case Reply.ToolUse use -> use.input().toString();
        };
    }

    private static JsonObjectBuilder typed(String type) {
        return JSON.createObjectBuilder().add("type", type);
    }

    private void event(JsonObjectBuilder data) throws IOException {
        JsonObject json = data.build();
        String event = "event: " + json.getString("type") + "\ndata: " + json + "\n\n";
        out.write(event.getBytes(StandardCharsets.UTF_8));
    }
}
