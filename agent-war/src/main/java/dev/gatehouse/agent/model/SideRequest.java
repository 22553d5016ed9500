package dev.gatehouse.agent.model;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the CLI asks beside the conversation: a title, a summary, a page boiled down, a side question. These answers
 * must not count as steps of a script, and do not, for the CLI leaves them out of the conversation.
 */
final class SideRequest {

    private static final int TITLE_WORDS = 6;
    private static final int TITLE_CHARS = 60;
    private static final Set<String> TOOLS_OF_SIDE_REQUESTS = Set.of("web_search");
    private static final String SIDE_QUESTION = "This is a side question from the user.";
    private static final Pattern SESSION = Pattern.compile("<session>(.*?)</session>", Pattern.DOTALL);

    private SideRequest() {}

    static Optional<Reply.Message> answer(ModelRequest request, Conversation conversation) {
        if (request.format().isPresent()) {
            return Optional.of(Reply.Message.text(
                    example(request.format().get(), title(request)).toString()));
        }
        if (Compaction.isAskedFor(request)) {
            return Optional.of(Compaction.summary(Conversation.of(
                    request.messages().subList(0, request.messages().size() - 1))));
        }
        boolean sideQuestion = request.last()
                .only(ChatMessage.Text.class)
                .anyMatch(each -> each.text().contains(SIDE_QUESTION));
        boolean toolless =
                TOOLS_OF_SIDE_REQUESTS.containsAll(request.tools()) && !Script.isScript(conversation.prompt());
        return sideQuestion || toolless
                ? Optional.of(
                        Reply.Message.text("(This is the scripted model, not Claude: it has no answer of its own.)"))
                : Optional.empty();
    }

    /** The least that fits the schema, with the text in place of every string. */
    private static JsonObject example(JsonObject schema, String text) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        if (schema.get("properties") instanceof JsonObject properties) {
            properties.forEach((name, property) -> json.add(name, exampleValue(property, text)));
        }
        return json.build();
    }

    private static JsonValue exampleValue(JsonValue property, String text) {
        if (!(property instanceof JsonObject schema)) {
            return JsonValue.NULL;
        }
        return switch (schema.getString("type", "")) {
            case "string" ->
                schema.containsKey("enum") ? schema.getJsonArray("enum").getFirst() : Json.createValue(text);
            case "boolean" -> JsonValue.FALSE;
            case "integer", "number" -> Json.createValue(0);
            case "array" -> JsonValue.EMPTY_JSON_ARRAY;
            case "object" -> example(schema, text);
            default -> JsonValue.NULL;
        };
    }

    /** The first words of what the title is wanted for. */
    private static String title(ModelRequest request) {
        String text = request.last()
                .only(ChatMessage.Text.class)
                .map(ChatMessage.Text::text)
                .collect(Collectors.joining("\n"));
        var session = SESSION.matcher(text);
        String about = (session.find() ? session.group(1) : text).strip();
        if (about.isEmpty() || Script.isScript(about)) {
            return "Scripted conversation";
        }
        String words = Arrays.stream(about.split("\\s+")).limit(TITLE_WORDS).collect(Collectors.joining(" "));
        return words.length() > TITLE_CHARS ? words.substring(0, TITLE_CHARS) + "…" : words;
    }
}
