package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.ControlFrame.CanUseTool;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rules that "allow for this session" adds: only what the CLI itself suggests as {@code addRules}, never its
 * suggestions to widen the mode or the directories, and never to another destination than the session.
 */
record SessionRules(List<JsonObject> rules) {

    /** Nothing is offered where it would not help (an ask rule beats it) or the CLI asks not to. */
    static SessionRules suggestedFor(CanUseTool request) {
        boolean askRule = request.matchedAskRule().isPresent()
                || request.reasonType().filter("rule"::equals).isPresent();
        if (askRule || request.suppressAlwaysAllow()) {
            return new SessionRules(List.of());
        }
        return new SessionRules(request.suggestions().stream()
                .filter(suggestion -> suggestion.getString("type", "").equals("addRules")
                        && suggestion.getString("behavior", "").equals("allow"))
                .flatMap(SessionRules::rulesOf)
                .toList());
    }

    private static Stream<JsonObject> rulesOf(JsonObject suggestion) {
        return suggestion.get("rules") instanceof JsonArray rules
                ? rules.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast)
                : Stream.of();
    }

    /** In the form that settings take: {@code Bash(touch *)}. */
    List<String> texts() {
        return rules.stream().map(SessionRules::text).toList();
    }

    private static String text(JsonObject rule) {
        String tool = rule.getString("toolName", "");
        JsonValue content = rule.get("ruleContent");
        return content instanceof JsonString text ? tool + "(" + escaped(text.getString()) + ")" : tool;
    }

    /** As the CLI itself writes a rule whose content has parentheses: {@code Bash(f\(1\))}. */
    private static String escaped(String content) {
        return content.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)");
    }

    /** The {@code updatedPermissions} of the answer. */
    List<JsonObject> asPermissions() {
        return List.of(Json.createObjectBuilder()
                .add("type", "addRules")
                .add("rules", Json.createArrayBuilder(rules))
                .add("behavior", "allow")
                .add("destination", "session")
                .build());
    }
}
