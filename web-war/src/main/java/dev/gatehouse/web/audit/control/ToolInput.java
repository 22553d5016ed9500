package dev.gatehouse.web.audit.control;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;

/** A call's input as the audit keeps it: a line that says what matters, and all of it as far as the bound allows. */
final class ToolInput {

    /** In characters of JSON; a longer input is cut, and its full length kept. */
    static final int MAX_INPUT = 30_000;

    private static final int MAX_LINE = 300;

    /** What matters, in the order in which it is looked for. */
    private static final List<String> TELLING = List.of(
            "command", "file_path", "notebook_path", "url", "query", "pattern", "path", "description", "prompt");

    private ToolInput() {}

    static String summary(JsonObject input) {
        return TELLING.stream()
                .map(input::get)
                .filter(JsonString.class::isInstance)
                .map(value -> ((JsonString) value).getString())
                .filter(text -> !text.isBlank())
                .findFirst()
                .map(ToolInput::line)
                .orElseGet(() -> line(input.isEmpty() ? "" : input.toString()));
    }

    static String detail(JsonObject input) {
        String text = input.toString();
        if (text.length() <= MAX_INPUT) {
            return detail("input", input);
        }
        // escaping can double the length: half the bound stays within it
        return Json.createObjectBuilder()
                .add("inputCut", text.substring(0, MAX_INPUT / 2))
                .add("inputLength", text.length())
                .build()
                .toString();
    }

    static String detail(String name, JsonValue value) {
        return Json.createObjectBuilder().add(name, value).build().toString();
    }

    /** Any JSON, cut if it is longer than the bound. */
    static String bounded(JsonObject json) {
        String text = json.toString();
        return text.length() <= MAX_INPUT ? text : detail("cut", Json.createValue(text.substring(0, MAX_INPUT / 2)));
    }

    private static String line(String text) {
        return text.length() > MAX_LINE ? text.substring(0, MAX_LINE) + "…" : text;
    }
}
