package dev.gatehouse.agent.claude;

import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.StringReader;
import java.util.Optional;

/**
 * The hot path: thousands of text deltas a second are read by a pull parser, without a tree for each. Finds the values
 * wherever they stand; whatever is not such a delta, beyond doubt, is left to the tree.
 */
final class DeltaParser {

    /** Only saves time: a line without this word cannot be a delta, a line with it may be anything. */
    private static final String HINT = "content_block_delta";

    private static final int LONGEST = 64 * 1024;

    private String type;
    private String parent;
    private String eventType;
    private int index = -1;
    private String deltaType;
    private String text;
    private String thinking;
    private String partialJson;

    private DeltaParser() {}

    static Optional<CliFrame> parse(String line) {
        if (line.length() > LONGEST || !line.contains(HINT)) {
            return Optional.empty();
        }
        try (JsonParser json = Json.PARSERS.createParser(new StringReader(line))) {
            DeltaParser delta = new DeltaParser();
            if (json.next() != Event.START_OBJECT) {
                return Optional.empty();
            }
            delta.line(json);
            // Whatever stands behind the object makes the line no JSON; the tree parser says so.
            return json.hasNext() ? Optional.empty() : delta.frame();
        } catch (RuntimeException notThis) {
            return Optional.empty();
        }
    }

    private Optional<CliFrame> frame() {
        if (!"stream_event".equals(type) || !HINT.equals(eventType) || index < 0 || deltaType == null) {
            return Optional.empty();
        }
        Optional<String> of = Optional.ofNullable(parent);
        return switch (deltaType) {
            case "text_delta" -> Optional.ofNullable(text).map(part -> new StreamFrame.TextDelta(index, part, of));
            case "thinking_delta" ->
                Optional.ofNullable(thinking).map(part -> new StreamFrame.ThinkingDelta(index, part, of));
            case "input_json_delta" ->
                Optional.ofNullable(partialJson).map(part -> new StreamFrame.InputJsonDelta(index, part, of));
            default -> Optional.empty();
        };
    }

    private void line(JsonParser json) {
        for (Event event = json.next(); event != Event.END_OBJECT; event = json.next()) {
            String key = json.getString();
            Event value = json.next();
            switch (key) {
                case "type" -> type = string(json, value);
                case "parent_tool_use_id" -> parent = string(json, value);
                case "event" -> nested(json, value, this::event);
                default -> skip(json, value);
            }
        }
    }

    private void event(JsonParser json) {
        for (Event event = json.next(); event != Event.END_OBJECT; event = json.next()) {
            String key = json.getString();
            Event value = json.next();
            switch (key) {
                case "type" -> eventType = string(json, value);
                case "index" -> index = value == Event.VALUE_NUMBER ? json.getInt() : -1;
                case "delta" -> nested(json, value, this::delta);
                default -> skip(json, value);
            }
        }
    }

    private void delta(JsonParser json) {
        for (Event event = json.next(); event != Event.END_OBJECT; event = json.next()) {
            String key = json.getString();
            Event value = json.next();
            switch (key) {
                case "type" -> deltaType = string(json, value);
                case "text" -> text = string(json, value);
                case "thinking" -> thinking = string(json, value);
                case "partial_json" -> partialJson = string(json, value);
                default -> skip(json, value);
            }
        }
    }

    private interface Level {
        void read(JsonParser json);
    }

    private static void nested(JsonParser json, Event value, Level level) {
        if (value == Event.START_OBJECT) {
            level.read(json);
        } else {
            skip(json, value);
        }
    }

    private static String string(JsonParser json, Event value) {
        if (value == Event.VALUE_STRING) {
            return json.getString();
        }
        skip(json, value);
        return null;
    }

    private static void skip(JsonParser json, Event value) {
        if (value == Event.START_OBJECT) {
            json.skipObject();
        } else if (value == Event.START_ARRAY) {
            json.skipArray();
        }
    }
}
