package dev.gatehouse.web.policy.control;

import dev.gatehouse.web.policy.entity.Finding;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A JSON text with the line of every value; a name twice in one object is told, as readers differ in which one counts
 * (RFC 8259, 4).
 */
final class LocatedJson {

    /** A policy has five levels. */
    private static final int MAX_DEPTH = 20;

    /** Kept, as {@code Json.create…} looks for its provider at every call. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private final Map<String, Integer> lines = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private JsonValue value = JsonValue.NULL;

    private LocatedJson() {}

    static LocatedJson read(String text) {
        var located = new LocatedJson();
        try (JsonParser parser = JSON.createParser(new StringReader(text))) {
            located.value = located.value(parser, parser.next(), "", 0);
            if (parser.hasNext()) {
                parser.next();
                located.broken(line(parser), "There is something behind the end of the policy.");
            }
        } catch (JsonParsingException e) {
            located.broken(text.isBlank() ? 1 : (int) e.getLocation().getLineNumber(), syntax(text, e));
        } catch (JsonException | NoSuchElementException | IllegalStateException e) {
            located.broken(1, "This is no JSON document.");
        }
        return located;
    }

    /** What keeps it from being read as JSON, and names that are there twice. */
    List<Finding> findings() {
        return findings;
    }

    JsonValue value() {
        return value;
    }

    /** Of the value, or of the nearest one around it. */
    int line(String pointer) {
        for (String at = pointer; ; at = at.substring(0, at.lastIndexOf('/'))) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
            if (at.lastIndexOf('/') < 0) {
                return 1;
            }
        }
    }

    static String pointer(String parent, String name) {
        return parent + '/' + name.replace("~", "~0").replace("/", "~1");
    }

    private JsonValue value(JsonParser parser, Event event, String pointer, int depth) {
        lines.putIfAbsent(pointer, line(parser));
        if (depth > MAX_DEPTH) {
            throw new JsonParsingException("nested too deeply", parser.getLocation());
        }
        return switch (event) {
            case START_OBJECT -> object(parser, pointer, depth);
            case START_ARRAY -> array(parser, pointer, depth);
            default -> parser.getValue();
        };
    }

    private JsonValue object(JsonParser parser, String pointer, int depth) {
        JsonObjectBuilder json = JSON.createObjectBuilder();
        Set<String> names = new HashSet<>();
        for (Event event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
            String name = parser.getString();
            String at = pointer(pointer, name);
            int line = line(parser);
            if (!names.add(name)) {
                findings.add(Finding.error(line, at, "\"" + name + "\" is here a second time. Keep one."));
            }
            lines.putIfAbsent(at, line);
            json.add(name, value(parser, parser.next(), at, depth + 1));
        }
        return json.build();
    }

    private JsonValue array(JsonParser parser, String pointer, int depth) {
        JsonArrayBuilder json = JSON.createArrayBuilder();
        int index = 0;
        for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
            json.add(value(parser, event, pointer + '/' + index++, depth + 1));
        }
        return json.build();
    }

    private void broken(int line, String message) {
        findings.add(Finding.error(Math.max(1, line), "", message));
    }

    private static String syntax(String text, JsonParsingException e) {
        if (text.isBlank()) {
            return "The policy is empty.";
        }
        long offset = e.getLocation().getStreamOffset();
        boolean atEnd = offset < 0 || offset >= text.stripTrailing().length();
        return atEnd
                ? "The text ends too early: a bracket or a quotation mark is not closed."
                : "This is no valid JSON here (column " + e.getLocation().getColumnNumber()
                        + "). Look for a missing or superfluous comma, bracket or quotation mark.";
    }

    private static int line(JsonParser parser) {
        return (int) Math.max(1, parser.getLocation().getLineNumber());
    }
}
