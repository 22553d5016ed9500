package dev.gatehouse.agent.model;

import dev.gatehouse.agent.model.Reply.Block;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the <code>${…}</code> of a script from the request, so that a test can prove what the model was shown. */
final class Placeholders {

    private static final Pattern NAMED = Pattern.compile("\\$\\{([a-zA-Z]{1,40})(?::([^}]{1,200}))?}");

    private final ModelRequest request;
    private final Conversation conversation;
    private final Surroundings surroundings;

    Placeholders(ModelRequest request, Conversation conversation) {
        this.request = request;
        this.conversation = conversation;
        this.surroundings = Surroundings.of(request);
    }

    Reply fill(Reply reply) {
        return switch (reply) {
            case Reply.Message message ->
                new Reply.Message(fill(message.blocks()), message.pace(), message.usage(), message.check());
            case Reply.Drop drop -> new Reply.Drop(fill(drop.blocks()), drop.pace());
            case Reply.Stall stall -> new Reply.Stall(fill(stall.blocks()), stall.pace());
            case Reply.Refusal refusal -> refusal;
        };
    }

    private List<Block> fill(List<Block> blocks) {
        return blocks.stream().map(this::fill).toList();
    }

    private Block fill(Block block) {
        return switch (block) {
            case Reply.Text text -> new Reply.Text(fill(text.text()));
            case Reply.Thinking thinking -> new Reply.Thinking(fill(thinking.text()));
            case Reply.ToolUse use ->
                new Reply.ToolUse(use.id(), use.name(), fill(use.input()).asJsonObject());
        };
    }

    private JsonValue fill(JsonValue value) {
        return switch (value) {
            // the script in a subagent's prompt is filled when that subagent follows it
            case JsonString string when Script.isScript(string.getString()) -> string;
            case JsonString string -> Json.createValue(fill(string.getString()));
            case JsonArray array -> {
                JsonArrayBuilder filled = Json.createArrayBuilder();
                array.forEach(each -> filled.add(fill(each)));
                yield filled.build();
            }
            case JsonObject object -> {
                JsonObjectBuilder filled = Json.createObjectBuilder();
                object.forEach((key, each) -> filled.add(key, fill(each)));
                yield filled.build();
            }
            default -> value;
        };
    }

    private String fill(String text) {
        return text.contains("${")
                ? NAMED.matcher(text)
                        .replaceAll(
                                found -> Matcher.quoteReplacement(value(found.group(), found.group(1), found.group(2))))
                : text;
    }

    /** A name that is not known stays as it stands: shell commands have such, too. */
    private String value(String whole, String name, String argument) {
        return switch (name) {
            case "lastToolResult" ->
                conversation.lastResult().map(ChatMessage.ToolResult::text).orElse("(no tool result)");
            case "cwd" -> surroundings.directory().orElse("(no directory)");
            case "planFile" -> surroundings.planFile().orElse("(no plan file)");
            case "images" ->
                conversation.promptMessage().stream()
                        .flatMap(each -> each.only(ChatMessage.Image.class))
                        .map(ChatMessage.Image::mediaType)
                        .toList()
                        .toString();
            case "foldedPrompts" -> conversation.folded().toString();
            case "model" -> request.model();
            case "systemHas" ->
                argument == null ? whole : Boolean.toString(request.system().contains(argument));
            default -> whole;
        };
    }
}
