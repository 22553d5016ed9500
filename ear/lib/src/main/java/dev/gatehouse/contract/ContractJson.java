package dev.gatehouse.contract;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one JSON form of the contract. A command or event carries its record's simple name as {@code type} beside its own
 * fields. Written strictly; read tolerantly: unknown fields are passed over, a missing {@code Optional}, list, set or
 * map is empty, any other missing or ill-typed field is an error.
 */
public final class ContractJson {

    /** Kept, as {@code Json.create…} goes through the class path for its provider at every call; it is thread safe. */
    static final JsonProvider JSON = JsonProvider.provider();

    private static final Map<String, Class<?>> COMMANDS = leaves(AgentCommand.class);
    private static final Map<String, Class<?>> EVENTS = leaves(AgentEvent.class);

    private ContractJson() {}

    /** The JSON is not of the contract's form; the message names the field. */
    public static final class MalformedException extends GatehouseException {
        private static final long serialVersionUID = 1L;

        public MalformedException(String detail) {
            super(ProblemCode.MALFORMED_REQUEST, detail);
        }
    }

    public static JsonObject write(AgentCommand command) {
        return typed(command, JSON.createObjectBuilder());
    }

    /** @throws MalformedException if the type is unknown, or a field is missing, ill-typed or out of its range. */
    public static AgentCommand readCommand(JsonObject json) {
        return (AgentCommand) readTyped(COMMANDS, json);
    }

    /** Any record of the contract that is not one of several alternatives. */
    public static JsonObject write(Record value) {
        return RecordJson.write(value);
    }

    /** @throws MalformedException if a field is missing, ill-typed or out of its range. */
    public static <T extends Record> T read(Class<T> type, JsonObject json) {
        return RecordJson.read(type, json, type.getSimpleName());
    }

    /** @throws MalformedException if the text is not one JSON object, or is nested deeper than any of ours. */
    public static JsonObject parse(String text) {
        JsonNesting.check(text);
        try (JsonParser parser = JSON.createParser(new StringReader(text))) {
            if (parser.next() == JsonParser.Event.START_OBJECT) {
                JsonObject object = parser.getObject();
                if (!parser.hasNext()) {
                    return object;
                }
            }
            throw new MalformedException("expected a JSON object");
        } catch (JsonException | NoSuchElementException | IllegalStateException e) {
            throw new MalformedException("not valid JSON");
        }
    }

    static JsonObject writeEvent(EventEnvelope envelope) {
        JsonObjectBuilder json = JSON.createObjectBuilder().add("v", EventEnvelope.VERSION);
        json.add("type", envelope.event().getClass().getSimpleName());
        json.add("seq", envelope.seq()).add("at", envelope.at().toString());
        RecordJson.writeFields((Record) envelope.event(), json);
        return json.build();
    }

    static EventEnvelope readEvent(JsonObject json) {
        long seq = (Long) RecordJson.readValue(long.class, long.class, json.get("seq"), "seq");
        Instant at = (Instant) RecordJson.readValue(Instant.class, Instant.class, json.get("at"), "at");
        return new EventEnvelope(seq, at, (AgentEvent) readTyped(EVENTS, json));
    }

    private static JsonObject typed(Object value, JsonObjectBuilder json) {
        json.add("type", value.getClass().getSimpleName());
        RecordJson.writeFields((Record) value, json);
        return json.build();
    }

    private static Record readTyped(Map<String, Class<?>> types, JsonObject json) {
        JsonValue type = json.get("type");
        String name = type instanceof jakarta.json.JsonString text ? text.getString() : null;
        Class<?> found = name == null ? null : types.get(name);
        if (found == null) {
            throw new MalformedException(
                    name == null ? "the field type is missing" : "there is no type " + quote(name));
        }
        return RecordJson.read(found.asSubclass(Record.class), json, name);
    }

    private static String quote(String name) {
        return '"' + (name.length() > 40 ? name.substring(0, 40) + "…" : name) + '"';
    }

    private static Map<String, Class<?>> leaves(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(each -> each.isSealed() ? leaves(each).values().stream() : java.util.stream.Stream.of(each))
                .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));
    }
}
