package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.web.policy.entity.Layer;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.policy.entity.PolicyDocument.Named;
import dev.gatehouse.web.policy.entity.PolicyDocument.Publishing;
import dev.gatehouse.web.policy.entity.PolicyWords;
import jakarta.json.spi.JsonProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Policies as text: short lists in one line, rules one below the other, nothing that says nothing. */
final class PolicyWriter {

    /** Kept, as {@code Json.create…} looks for its provider at every call. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private PolicyWriter() {}

    static String write(PolicyDocument document) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("everyone", layer(document.everyone()));
        putUnlessEmpty(json, "groups", named(document.groups()));
        putUnlessEmpty(json, "users", named(document.users()));
        Publishing publishing = document.publishing();
        Map<String, Object> conditions = new LinkedHashMap<>();
        if (publishing.secondPerson()) {
            conditions.put("secondPerson", true);
        }
        if (publishing.passingTests()) {
            conditions.put("passingTests", true);
        }
        putUnlessEmpty(json, "publishing", conditions);
        return text(json, "") + "\n";
    }

    private static List<Object> named(List<Named> layers) {
        List<Object> list = new ArrayList<>();
        for (Named named : layers) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", named.name());
            json.putAll(layer(named.layer()));
            list.add(json);
        }
        return list;
    }

    private static Map<String, Object> layer(Layer layer) {
        Map<String, Object> modes = new LinkedHashMap<>();
        layer.allowed().ifPresent(allowed -> modes.put("allowed", new Row(names(allowed))));
        layer.initial().ifPresent(mode -> modes.put("initial", mode.wireName()));
        layer.fallback().ifPresent(mode -> modes.put("fallback", mode.wireName()));
        Map<String, Object> rules = new LinkedHashMap<>();
        putUnlessEmpty(rules, "deny", layer.rules().deny());
        putUnlessEmpty(rules, "ask", layer.rules().ask());
        putUnlessEmpty(rules, "allow", layer.rules().allow());
        Map<String, Object> limits = new LinkedHashMap<>();
        Layer.Bounds bounds = layer.limits();
        bounds.questionMinutes().ifPresent(value -> limits.put("questionMinutes", value));
        bounds.idleMinutes().ifPresent(value -> limits.put("idleMinutes", value));
        bounds.liveSessions().ifPresent(value -> limits.put("liveSessions", value));
        bounds.singleShotSeconds().ifPresent(value -> limits.put("singleShotSeconds", value));
        Map<String, Object> questions = new LinkedHashMap<>();
        layer.answeredBy().ifPresent(by -> questions.put("answeredBy", PolicyWords.of(by)));
        layer.unwatched().ifPresent(unwatched -> questions.put("unwatched", PolicyWords.of(unwatched)));
        Map<String, Object> json = new LinkedHashMap<>();
        putUnlessEmpty(json, "modes", modes);
        putUnlessEmpty(json, "rules", rules);
        putUnlessEmpty(json, "limits", limits);
        putUnlessEmpty(json, "questions", questions);
        return json;
    }

    /** A list that is written in one line. */
    private record Row(List<String> values) {}

    /** In the order of the modes, whatever order the set has. */
    private static List<String> names(Set<PermissionMode> modes) {
        return Arrays.stream(PermissionMode.values())
                .filter(modes::contains)
                .map(PermissionMode::wireName)
                .toList();
    }

    private static void putUnlessEmpty(Map<String, Object> json, String name, Map<String, ?> value) {
        Optional.of(value).filter(each -> !each.isEmpty()).ifPresent(each -> json.put(name, each));
    }

    private static void putUnlessEmpty(Map<String, Object> json, String name, List<?> value) {
        Optional.of(value).filter(each -> !each.isEmpty()).ifPresent(each -> json.put(name, each));
    }

    private static String text(Object value, String indent) {
        String inner = indent + "  ";
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> inner + quoted((String) entry.getKey()) + ": " + text(entry.getValue(), inner))
                        .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
            case List<?> list ->
                list.stream()
                        .map(each -> inner + text(each, inner))
                        .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
            case Row row -> row.values().stream().map(PolicyWriter::quoted).collect(Collectors.joining(", ", "[", "]"));
            case String text -> quoted(text);
            default -> value.toString();
        };
    }

    private static String quoted(String text) {
        return JSON.createValue(text).toString();
    }
}
