package dev.gatehouse.agent.model;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A list of steps that a user message carries after {@value #MARK}. Every step is one answer of the model; refusals,
 * drops and stalls are no answers, they happen {@code times} times before the next answer. Read strictly: a script with
 * a key that is not known or a value out of its range is no script.
 *
 * <pre>
 * text, thinking             what it says; placeholders: see {@link Placeholders}
 * tool + input, tools:[…]    one call, or several in one answer; after text and thinking
 * repeat                     how often text is repeated (floods)
 * deltaChars, delayMillis    streaming; firstDelayMillis before the first byte
 * inputTokens, outputTokens  stated usage
 * check                      verdict of the safety check on the calls: flagged or not_flagged
 * error + message            HTTP error; with times, else once, or for ever if no one retries it
 * drop, stall                connection breaks, or nothing more comes; after text, if there is one; with times
 * </pre>
 */
record Script(List<Step> steps) {

    static final String MARK = "SCRIPT:";
    static final String EXAMPLE =
            "SCRIPT:[{\"text\":\"I look\",\"tool\":\"Bash\",\"input\":{\"command\":\"ls\"}},{\"text\":\"It said ${lastToolResult}\"}]";

    static final int MAX_STEPS = 1_000;
    static final int MAX_REPEAT = 1_000_000;
    static final int MAX_TEXT = 64 * 1024 * 1024;
    static final int MAX_TIMES = 1_000_000;
    static final int MAX_DELAY_MILLIS = 60_000;

    private static final Set<String> KEYS = Set.of(
            "text",
            "thinking",
            "tool",
            "input",
            "tools",
            "repeat",
            "deltaChars",
            "delayMillis",
            "firstDelayMillis",
            "inputTokens",
            "outputTokens",
            "check",
            "error",
            "message",
            "times",
            "drop",
            "stall");

    /** @param times how often this happens before the script goes on; 1 for an answer */
    record Step(Reply reply, int times) {

        boolean isAnswer() {
            return reply instanceof Reply.Message;
        }
    }

    /** The message says what is wrong, for whoever wrote the script. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    static boolean isScript(String text) {
        return text.startsWith(MARK);
    }

    static Script parse(String text) throws MalformedException {
        JsonArray array = array(text.substring(MARK.length()));
        if (array.isEmpty() || array.size() > MAX_STEPS) {
            throw new MalformedException("a script has 1 to " + MAX_STEPS + " steps");
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof JsonObject step)) {
                throw new MalformedException("step " + i + " is not an object");
            }
            try {
                steps.add(step(step));
            } catch (MalformedException e) {
                throw new MalformedException("step " + i + ": " + e.getMessage());
            }
        }
        return new Script(List.copyOf(steps));
    }

    private static JsonArray array(String json) throws MalformedException {
        try (var parser = Json.createParser(new StringReader(json))) {
            if (!parser.hasNext() || parser.next() != JsonParser.Event.START_ARRAY) {
                throw new MalformedException("after " + MARK + " a JSON array of steps is expected");
            }
            JsonArray array = parser.getArray();
            if (!json.substring((int) parser.getLocation().getStreamOffset()).isBlank()) {
                throw new MalformedException("something follows the array of steps");
            }
            return array;
        } catch (JsonException | IllegalStateException e) {
            throw new MalformedException("the array of steps is not valid JSON: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static Step step(JsonObject json) throws MalformedException {
        for (String key : json.keySet()) {
            if (!KEYS.contains(key)) {
                throw new MalformedException("there is no key \"" + key + "\"");
            }
        }
        List<Reply.Block> blocks = blocks(json);
        Reply.Pace pace = pace(json);
        if (json.containsKey("error")) {
            ApiError error = new ApiError(
                    number(json, "error", 0, 400, 599), string(json, "message").orElse("scripted error"));
            return new Step(
                    new Reply.Refusal(error), number(json, "times", error.isRetried() ? 1 : MAX_TIMES, 1, MAX_TIMES));
        }
        int times = number(json, "times", 1, 1, MAX_TIMES);
        if (flag(json, "drop")) {
            return new Step(new Reply.Drop(blocks, pace), times);
        }
        if (flag(json, "stall")) {
            return new Step(new Reply.Stall(blocks, pace), times);
        }
        if (blocks.isEmpty()) {
            throw new MalformedException("it has neither text, thinking, tool, tools, error, drop nor stall");
        }
        if (json.containsKey("times") || json.containsKey("message")) {
            throw new MalformedException("times and message belong to error, drop or stall");
        }
        return new Step(new Reply.Message(blocks, pace, usage(json), check(json)), 1);
    }

    private static List<Reply.Block> blocks(JsonObject json) throws MalformedException {
        List<Reply.Block> blocks = new ArrayList<>();
        string(json, "thinking").map(Reply.Thinking::new).ifPresent(blocks::add);
        Optional<String> text = string(json, "text");
        int repeat = number(json, "repeat", 1, 1, MAX_REPEAT);
        if (text.isPresent()) {
            if ((long) text.get().length() * repeat > MAX_TEXT) {
                throw new MalformedException("the repeated text is longer than " + MAX_TEXT + " characters");
            }
            blocks.add(new Reply.Text(text.get().repeat(repeat)));
        }
        if (json.containsKey("tool")) {
            blocks.add(tool(json));
        }
        if (json.containsKey("tools")) {
            if (!(json.get("tools") instanceof JsonArray tools)) {
                throw new MalformedException("tools is not an array");
            }
            for (JsonValue each : tools) {
                if (!(each instanceof JsonObject tool)) {
                    throw new MalformedException("tools holds something that is not an object");
                }
                blocks.add(tool(tool));
            }
        }
        return List.copyOf(blocks);
    }

    private static Reply.ToolUse tool(JsonObject json) throws MalformedException {
        String name = string(json, "tool")
                .filter(each -> !each.isBlank())
                .orElseThrow(() -> new MalformedException("tool is the name of a tool"));
        if (json.containsKey("input") && !(json.get("input") instanceof JsonObject)) {
            throw new MalformedException("input is not an object");
        }
        return new Reply.ToolUse(
                name, json.containsKey("input") ? json.getJsonObject("input") : JsonValue.EMPTY_JSON_OBJECT);
    }

    private static Reply.Pace pace(JsonObject json) throws MalformedException {
        return new Reply.Pace(
                Duration.ofMillis(number(json, "firstDelayMillis", 0, 0, MAX_DELAY_MILLIS)),
                number(json, "deltaChars", Reply.Pace.AT_ONCE.deltaChars(), 1, MAX_TEXT),
                Duration.ofMillis(number(json, "delayMillis", 0, 0, MAX_DELAY_MILLIS)));
    }

    private static Optional<Reply.Usage> usage(JsonObject json) throws MalformedException {
        if (!json.containsKey("inputTokens") && !json.containsKey("outputTokens")) {
            return Optional.empty();
        }
        return Optional.of(new Reply.Usage(
                number(json, "inputTokens", 1, 1, 10_000_000), number(json, "outputTokens", 1, 1, 10_000_000)));
    }

    private static Optional<Reply.Check> check(JsonObject json) throws MalformedException {
        Optional<String> check = string(json, "check");
        if (check.isEmpty()) {
            return Optional.empty();
        }
        return switch (check.get()) {
            case "flagged" -> Optional.of(Reply.Check.FLAGGED);
            case "not_flagged" -> Optional.of(Reply.Check.NOT_FLAGGED);
            default -> throw new MalformedException("check is flagged or not_flagged");
        };
    }

    private static Optional<String> string(JsonObject json, String key) throws MalformedException {
        return switch (json.get(key)) {
            case null -> Optional.empty();
            case JsonString string -> Optional.of(string.getString());
            default -> throw new MalformedException(key + " is not a string");
        };
    }

    private static int number(JsonObject json, String key, int absent, int from, int to) throws MalformedException {
        JsonValue value = json.get(key);
        if (value == null) {
            return absent;
        }
        if (value instanceof JsonNumber number && number.isIntegral()) {
            long found = number.longValue();
            if (found >= from && found <= to) {
                return (int) found;
            }
        }
        throw new MalformedException(key + " is a whole number from " + from + " to " + to);
    }

    private static boolean flag(JsonObject json, String key) throws MalformedException {
        return switch (json.getOrDefault(key, JsonValue.FALSE).getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> throw new MalformedException(key + " is true or false");
        };
    }
}
