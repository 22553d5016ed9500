package dev.gatehouse.e2e;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prompts that tell the scripted model what to answer. */
final class Scripts {

    private Scripts() {}

    static String of(JsonObjectBuilder... steps) {
        return "SCRIPT:["
                + Stream.of(steps).map(step -> step.build().toString()).collect(Collectors.joining(",")) + "]";
    }

    static JsonObjectBuilder text(String text) {
        return Json.createObjectBuilder().add("text", text);
    }

    /** Some letters at a time, with a pause before each. */
    static JsonObjectBuilder slowText(String text, int letters, int pauseMillis) {
        return text(text).add("deltaChars", letters).add("delayMillis", pauseMillis);
    }

    static JsonObjectBuilder bash(String command) {
        return Json.createObjectBuilder()
                .add("tool", "Bash")
                .add("input", Json.createObjectBuilder().add("command", command).add("description", "part of a test"));
    }
}
