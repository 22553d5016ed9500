package dev.gatehouse.agent.claude;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.Optional;

/** A line to its frame. Looks at the parsed type only, never at prefixes or the order of keys (DIFF §5). */
final class FrameParser {

    private FrameParser() {}

    /** @param bytes the length of the line as it came */
    static CliFrame parse(String line, int bytes) {
        Optional<CliFrame> delta = DeltaParser.parse(line);
        if (delta.isPresent()) {
            return delta.get();
        }
        return object(line).map(FrameParser::frame).orElseGet(() -> noise(line, bytes));
    }

    /** A JsonReader would be content with an object that something follows. */
    private static Optional<JsonObject> object(String line) {
        try (JsonParser json = Json.PARSERS.createParser(new StringReader(line))) {
            if (!json.hasNext() || json.next() != JsonParser.Event.START_OBJECT) {
                return Optional.empty();
            }
            JsonObject object = json.getObject();
            return json.hasNext() ? Optional.empty() : Optional.of(object);
        } catch (RuntimeException notJson) {
            // Not only JsonException: what is nested too deeply comes as a plain RuntimeException.
            return Optional.empty();
        }
    }

    private static CliFrame frame(JsonObject object) {
        String type = Json.text(object, "type");
        return switch (type) {
            case "stream_event" -> StreamFrames.parse(object);
            case "assistant" -> MessageFrames.assistant(object);
            case "user" -> MessageFrames.user(object);
            case "result" -> ResultFrames.parse(object);
            case "system" -> system(object);
            case "control_request" -> ControlFrames.request(object);
            case "control_response" -> ControlFrames.response(object);
            case "control_cancel_request" -> new ControlFrame.Cancel(Json.text(object, "request_id"));
            default -> SessionFrames.topLevel(type, object).orElseGet(() -> new CliFrame.Unknown(type, object));
        };
    }

    private static CliFrame system(JsonObject object) {
        String subtype = Json.text(object, "subtype");
        return SessionFrames.system(subtype, object)
                .or(() -> TaskFrames.parse(subtype, object))
                .orElseGet(() -> new CliFrame.Unknown("system/" + subtype, object));
    }

    private static CliFrame noise(String line, int bytes) {
        return new CliFrame.Noise(line.substring(0, Math.min(line.length(), StreamJson.NOISE_EXCERPT)), bytes);
    }

    /** Present and not JSON null. */
    static Optional<JsonValue> value(JsonObject object, String key) {
        return Optional.ofNullable(object.get(key)).filter(value -> value != JsonValue.NULL);
    }
}
