package dev.gatehouse.agent.claude;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParserFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tolerant reading of JSON: what is missing or of another type is empty. Also holds the one provider, as every static
 * method of {@code jakarta.json.Json} looks for it anew.
 */
final class Json {

    static final JsonProvider PROVIDER = JsonProvider.provider();

    static final JsonParserFactory PARSERS = PROVIDER.createParserFactory(Map.of());

    private Json() {}

    static JsonObjectBuilder object() {
        return PROVIDER.createObjectBuilder();
    }

    static JsonArrayBuilder array() {
        return PROVIDER.createArrayBuilder();
    }

    static Optional<String> string(JsonObject object, String key) {
        return object.get(key) instanceof JsonString string ? Optional.of(string.getString()) : Optional.empty();
    }

    static String text(JsonObject object, String key) {
        return string(object, key).orElse("");
    }

    static JsonObject child(JsonObject object, String key) {
        return object.get(key) instanceof JsonObject child ? child : JsonValue.EMPTY_JSON_OBJECT;
    }

    static boolean flag(JsonObject object, String key) {
        return JsonValue.TRUE.equals(object.get(key));
    }

    static Optional<Integer> integer(JsonObject object, String key) {
        return object.get(key) instanceof JsonNumber number ? Optional.of(number.intValue()) : Optional.empty();
    }

    static long number(JsonObject object, String key) {
        return object.get(key) instanceof JsonNumber number ? number.longValue() : 0;
    }

    static double decimal(JsonObject object, String key) {
        return object.get(key) instanceof JsonNumber number ? number.doubleValue() : 0;
    }

    static List<JsonObject> objects(JsonObject object, String key) {
        return elements(object, key, JsonObject.class);
    }

    static List<String> strings(JsonObject object, String key) {
        return elements(object, key, JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }

    private static <T extends JsonValue> List<T> elements(JsonObject object, String key, Class<T> type) {
        return object.get(key) instanceof JsonArray array
                ? array.stream().filter(type::isInstance).map(type::cast).toList()
                : List.of();
    }
}
