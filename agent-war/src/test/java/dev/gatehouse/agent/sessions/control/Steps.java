package dev.gatehouse.agent.sessions.control;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** Steps of the scripted model, put together to the text of a prompt. */
final class Steps {

    private Steps() {}

    static String script(String... steps) {
        return "SCRIPT:[" + String.join(",", steps) + "]";
    }

    static String text(String text) {
        return Json.createObjectBuilder().add("text", text).build().toString();
    }

    /** Text that streams, one character every {@code delayMillis}. */
    static String slowly(String text, int delayMillis) {
        return Json.createObjectBuilder()
                .add("text", text)
                .add("deltaChars", 1)
                .add("delayMillis", delayMillis)
                .build()
                .toString();
    }

    static String tool(String name, JsonObject input) {
        return Json.createObjectBuilder()
                .add("tool", name)
                .add("input", input)
                .build()
                .toString();
    }

    static String tool(String name, String... keysAndValues) {
        return tool(name, object(keysAndValues));
    }

    static String bash(String command) {
        return tool("Bash", "command", command);
    }

    static JsonObject object(String... keysAndValues) {
        var json = Json.createObjectBuilder();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            json.add(keysAndValues[i], keysAndValues[i + 1]);
        }
        return json.build();
    }

    /** A question with the given labels as options. */
    static JsonObject question(String text, boolean several, String... labels) {
        var options = Json.createArrayBuilder();
        for (String label : labels) {
            options.add(object("label", label, "description", "about " + label));
        }
        return Json.createObjectBuilder()
                .add("question", text)
                .add("header", "Choice")
                .add("multiSelect", several)
                .add("options", options)
                .build();
    }

    static String ask(JsonObject... questions) {
        var array = Json.createArrayBuilder();
        for (JsonObject each : questions) {
            array.add(each);
        }
        return tool(
                "AskUserQuestion",
                Json.createObjectBuilder().add("questions", array).build());
    }
}
