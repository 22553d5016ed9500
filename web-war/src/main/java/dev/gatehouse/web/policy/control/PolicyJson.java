package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.web.policy.entity.Layer;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.policy.entity.PolicyDocument.Named;
import dev.gatehouse.web.policy.entity.PolicyDocument.Publishing;
import dev.gatehouse.web.policy.entity.PolicyWords;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A policy and its JSON form; what is read here has been checked against the schema. */
public final class PolicyJson {

    private PolicyJson() {}

    /** As it is written into the editor: two spaces, one line for each thing worth a line in a comparison. */
    public static String write(PolicyDocument document) {
        return PolicyWriter.write(document);
    }

    static PolicyDocument read(JsonObject json) {
        return new PolicyDocument(
                layer(json.getJsonObject("everyone")), named(json, "groups"), named(json, "users"), publishing(json));
    }

    private static List<Named> named(JsonObject json, String list) {
        JsonArray layers = json.containsKey(list) ? json.getJsonArray(list) : JsonValue.EMPTY_JSON_ARRAY;
        return layers.getValuesAs(JsonObject.class).stream()
                .map(each -> new Named(each.getString("name"), layer(each)))
                .toList();
    }

    private static Publishing publishing(JsonObject json) {
        JsonObject publishing = part(json, "publishing");
        return new Publishing(
                publishing.getBoolean("secondPerson", false), publishing.getBoolean("passingTests", false));
    }

    private static Layer layer(JsonObject json) {
        JsonObject modes = part(json, "modes");
        JsonObject rules = part(json, "rules");
        JsonObject limits = part(json, "limits");
        JsonObject questions = part(json, "questions");
        return new Layer(
                allowed(modes),
                word(modes, "initial").flatMap(PermissionMode::fromWireName),
                word(modes, "fallback").flatMap(PermissionMode::fromWireName),
                new Rules(words(rules, "deny"), words(rules, "ask"), words(rules, "allow")),
                new Layer.Bounds(
                        number(limits, "questionMinutes"),
                        number(limits, "idleMinutes"),
                        number(limits, "liveSessions"),
                        number(limits, "singleShotSeconds")),
                word(questions, "answeredBy").flatMap(PolicyWords::answeredBy),
                word(questions, "unwatched").flatMap(PolicyWords::unwatched));
    }

    private static Optional<Set<PermissionMode>> allowed(JsonObject modes) {
        return modes.containsKey("allowed")
                ? Optional.of(words(modes, "allowed").stream()
                        .map(word -> PermissionMode.fromWireName(word).orElseThrow())
                        .collect(Collectors.toUnmodifiableSet()))
                : Optional.empty();
    }

    private static JsonObject part(JsonObject json, String name) {
        return json.containsKey(name) ? json.getJsonObject(name) : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static Optional<String> word(JsonObject json, String name) {
        return json.containsKey(name) ? Optional.of(json.getString(name)) : Optional.empty();
    }

    private static List<String> words(JsonObject json, String name) {
        return json.containsKey(name) ? json.getJsonArray(name).getValuesAs(JsonString::getString) : List.of();
    }

    private static Optional<Integer> number(JsonObject json, String name) {
        return json.containsKey(name) ? Optional.of(json.getInt(name)) : Optional.empty();
    }
}
