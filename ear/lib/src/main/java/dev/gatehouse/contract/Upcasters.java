package dev.gatehouse.contract;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Lifts what an earlier version wrote to today's form. A log is kept for years, so nothing here is ever taken away; the
 * files under {@code golden/older} hold one of each.
 */
final class Upcasters {

    private static final Map<Class<?>, UnaryOperator<JsonObject>> BY_TYPE =
            Map.of(ModeGrant.class, Upcasters::grant, Limits.class, Upcasters::limits);

    private Upcasters() {}

    static JsonObject lift(Class<?> type, JsonObject json) {
        return BY_TYPE.getOrDefault(type, UnaryOperator.identity()).apply(json);
    }

    /** Before 0.2 there was one grant for everyone, and whoever sat in front of the page answered. */
    private static JsonObject grant(JsonObject json) {
        JsonObject lifted = with(json, "questions", RecordJson.write(QuestionRules.AS_SHIPPED));
        return with(lifted, "revision", ContractJson.JSON.createValue(0));
    }

    /** Before 0.2 there were no one-off prompts. */
    private static JsonObject limits(JsonObject json) {
        return with(json, "singleShotSeconds", ContractJson.JSON.createValue(Limits.AS_SHIPPED.singleShotSeconds()));
    }

    private static JsonObject with(JsonObject json, String name, JsonValue value) {
        return json.containsKey(name)
                ? json
                : ContractJson.JSON.createObjectBuilder(json).add(name, value).build();
    }
}
