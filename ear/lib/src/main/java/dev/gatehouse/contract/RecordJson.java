package dev.gatehouse.contract;

import dev.gatehouse.contract.ContractJson.MalformedException;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Records to JSON-P objects and back, by their components. Knows just the kinds the contract uses; JSON-B would do, but
 * reads missing primitives as 0 and would be a second JSON library in the jar that both sides share.
 */
final class RecordJson {

    private RecordJson() {}

    static JsonObject write(Record value) {
        JsonObjectBuilder json = ContractJson.JSON.createObjectBuilder();
        writeFields(value, json);
        return json.build();
    }

    static void writeFields(Record value, JsonObjectBuilder json) {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            JsonValue written = writeValue(get(component, value));
            if (written != JsonValue.NULL) {
                json.add(component.getName(), written);
            }
        }
    }

    static <T extends Record> T read(Class<T> type, JsonObject given, String path) {
        JsonObject json = Upcasters.lift(type, given);
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            types[i] = component.getType();
            values[i] = readValue(
                    component.getType(),
                    component.getGenericType(),
                    json.get(component.getName()),
                    path + "." + component.getName());
        }
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new MalformedException(path + ": " + e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object get(RecordComponent component, Record value) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonValue writeValue(Object value) {
        return switch (value) {
            case null -> throw new IllegalArgumentException("the contract knows no null");
            case Optional<?> optional -> optional.isPresent() ? writeValue(optional.get()) : JsonValue.NULL;
            case String text -> ContractJson.JSON.createValue(text);
            case Boolean flag -> flag ? JsonValue.TRUE : JsonValue.FALSE;
            case Integer number -> ContractJson.JSON.createValue(number);
            case Long number -> ContractJson.JSON.createValue(number);
            case Double number -> ContractJson.JSON.createValue(number);
            case JsonObject json -> json;
            case WireName named -> ContractJson.JSON.createValue(named.wireName());
            case Enum<?> constant -> ContractJson.JSON.createValue(constant.name());
            case UUID id -> ContractJson.JSON.createValue(id.toString());
            case SessionId id -> ContractJson.JSON.createValue(id.toString());
            case Instant instant -> ContractJson.JSON.createValue(instant.toString());
            case Set<?> set ->
                writeArray(set.stream().map(Comparable.class::cast).sorted().toList());
            case Collection<?> collection -> writeArray(collection);
            case Map<?, ?> map -> {
                JsonObjectBuilder json = ContractJson.JSON.createObjectBuilder();
                map.forEach((key, each) -> json.add((String) key, writeValue(each)));
                yield json.build();
            }
            case Record each -> write(each);
            default -> throw new IllegalArgumentException("no JSON form for " + value.getClass());
        };
    }

    private static JsonArray writeArray(Collection<?> values) {
        var json = ContractJson.JSON.createArrayBuilder();
        values.forEach(each -> json.add(writeValue(each)));
        return json.build();
    }

    static Object readValue(Class<?> type, Type generic, JsonValue json, String path) {
        boolean absent = json == null || json == JsonValue.NULL;
        if (type == Optional.class) {
            return absent ? Optional.empty() : Optional.of(readArgument(generic, 0, json, path));
        }
        if (type == List.class || type == Set.class) {
            Collection<Object> values = type == List.class ? new ArrayList<>() : new LinkedHashSet<>();
            for (JsonValue each : absent ? JsonValue.EMPTY_JSON_ARRAY : as(JsonArray.class, json, path, "an array")) {
                values.add(readArgument(generic, 0, each, path));
            }
            return values;
        }
        if (type == Map.class) {
            Map<String, Object> values = new LinkedHashMap<>();
            (absent ? JsonValue.EMPTY_JSON_OBJECT : as(JsonObject.class, json, path, "an object"))
                    .forEach((key, each) -> values.put(key, readArgument(generic, 1, each, path + "." + key)));
            return values;
        }
        if (absent) {
            throw new MalformedException(path + " is missing");
        }
        return readScalar(type, json, path);
    }

    private static Object readArgument(Type generic, int index, JsonValue json, String path) {
        Type argument = ((ParameterizedType) generic).getActualTypeArguments()[index];
        Class<?> raw =
                argument instanceof ParameterizedType nested ? (Class<?>) nested.getRawType() : (Class<?>) argument;
        return readValue(raw, argument, json, path);
    }

    private static Object readScalar(Class<?> type, JsonValue json, String path) {
        if (type == JsonObject.class) {
            return as(JsonObject.class, json, path, "an object");
        }
        if (type.isRecord() && type != SessionId.class) {
            return read(type.asSubclass(Record.class), as(JsonObject.class, json, path, "an object"), path);
        }
        if (type == boolean.class) {
            if (json != JsonValue.TRUE && json != JsonValue.FALSE) {
                throw new MalformedException(path + " must be true or false");
            }
            return json == JsonValue.TRUE;
        }
        try {
            if (type == int.class) {
                return as(JsonNumber.class, json, path, "a number").intValueExact();
            }
            if (type == long.class) {
                return as(JsonNumber.class, json, path, "a number").longValueExact();
            }
            if (type == double.class) {
                return as(JsonNumber.class, json, path, "a number").doubleValue();
            }
            return readText(type, as(JsonString.class, json, path, "a string").getString(), path);
        } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
            throw new MalformedException(path + " is not acceptable: " + e.getMessage());
        }
    }

    private static Object readText(Class<?> type, String text, String path) {
        if (type == String.class) {
            return text;
        }
        if (type == UUID.class) {
            return Ids.uuid(text);
        }
        if (type == SessionId.class) {
            return SessionId.parse(text);
        }
        if (type == Instant.class) {
            return Instant.parse(text);
        }
        for (Object constant : type.getEnumConstants()) {
            String name = constant instanceof WireName named ? named.wireName() : ((Enum<?>) constant).name();
            if (name.equals(text)) {
                return constant;
            }
        }
        throw new MalformedException(path + " must be one of the names of " + type.getSimpleName());
    }

    private static <T extends JsonValue> T as(Class<T> kind, JsonValue json, String path, String words) {
        if (!kind.isInstance(json)) {
            throw new MalformedException(path + " must be " + words);
        }
        return kind.cast(json);
    }
}
