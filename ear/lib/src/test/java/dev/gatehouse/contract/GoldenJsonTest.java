package dev.gatehouse.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files under {@code golden} hold the wire form of every command and event. They may be added to, never changed: a
 * deployed web and agent, and every log on a disk, speak it.
 */
class GoldenJsonTest {

    /** One type with its file. */
    record Golden(String folder, Record sample, JsonObject written, Function<JsonObject, Record> reader) {
        String type() {
            return sample.getClass().getSimpleName();
        }

        JsonObject file() {
            return GoldenJsonTest.file("/golden/" + folder + "/" + type() + ".json", "it should hold " + written);
        }

        @Override
        public String toString() {
            return type();
        }
    }

    static Stream<Golden> all() {
        return Stream.concat(
                Samples.commands().stream()
                        .map(command -> new Golden("commands", (Record) command, ContractJson.write(command), json ->
                                (Record) ContractJson.readCommand(json))),
                Samples.events().stream()
                        .map(event -> new Golden(
                                "events",
                                (Record) event,
                                new EventEnvelope(Samples.SEQ, Samples.AT, event).toJson(),
                                GoldenJsonTest::readEvent)));
    }

    private static Record readEvent(JsonObject json) {
        EventEnvelope envelope = EventEnvelope.fromJson(json);
        assertEquals(Samples.SEQ, envelope.seq());
        assertEquals(Samples.AT, envelope.at());
        return (Record) envelope.event();
    }

    @Test
    void everyCommandAndEventHasASample() {
        assertEquals(leaves(AgentCommand.class), names(Samples.commands()));
        assertEquals(leaves(AgentEvent.class), names(Samples.events()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void isWrittenAndReadAsTheGoldenFileSays(Golden golden) {
        assertEquals(golden.file(), golden.written());
        assertEquals(golden.sample(), golden.reader().apply(golden.file()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void fieldsOfALaterVersionArePassedOver(Golden golden) {
        JsonObject later = Json.createObjectBuilder(golden.file())
                .add("fieldOfALaterVersion", Json.createArrayBuilder().add(1))
                .build();
        assertEquals(golden.sample(), golden.reader().apply(later));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aMissingFieldIsNamedUnlessItMayBeMissing(Golden golden) {
        for (RecordComponent field : golden.sample().getClass().getRecordComponents()) {
            JsonObject without = Json.createObjectBuilder(golden.file())
                    .remove(field.getName())
                    .build();
            if (Set.of(Optional.class, List.class, Set.class, Map.class).contains(field.getType())) {
                assertEmpty(field, golden.reader().apply(without));
            } else {
                assertRefusedNaming(golden, field, without);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aFieldOfTheWrongKindIsNamed(Golden golden) {
        for (RecordComponent field : golden.sample().getClass().getRecordComponents()) {
            JsonValue right = golden.file().get(field.getName());
            JsonValue wrong =
                    right.getValueType() == JsonValue.ValueType.NUMBER ? Json.createValue("x") : Json.createValue(1);
            assertRefusedNaming(
                    golden,
                    field,
                    Json.createObjectBuilder(golden.file())
                            .add(field.getName(), wrong)
                            .build());
        }
    }

    /** What version 0.1 wrote before a grant had questions, a revision and one-off prompts. */
    @Test
    void whatAnOlderVersionWroteIsReadAsWhatItMeant() {
        var start = (AgentCommand.StartSession) ContractJson.readCommand(older("commands/StartSession"));
        ModeGrant grant = start.grant();

        assertEquals(QuestionRules.AS_SHIPPED, grant.questions());
        assertEquals(Optional.empty(), grant.frozen());
        assertEquals(0, grant.revision());
        assertEquals(Optional.empty(), grant.next());
        assertEquals(Limits.AS_SHIPPED.singleShotSeconds(), grant.limits().singleShotSeconds());
        assertEquals(grant, ((AgentEvent.GrantChanged) readEvent(older("events/GrantChanged"))).grant());
        assertEquals(grant, ((AgentEvent.SessionStarted) readEvent(older("events/SessionStarted"))).grant());
        assertEquals(Optional.empty(), ((AgentEvent.ToolFinished) readEvent(older("events/ToolFinished"))).decision());
    }

    private static JsonObject older(String name) {
        return file("/golden/older/0.1/" + name + ".json", "a file of version 0.1 was removed");
    }

    private static JsonObject file(String name, String otherwise) {
        try (InputStream file = GoldenJsonTest.class.getResourceAsStream(name)) {
            assertNotNull(file, () -> "there is no " + name + ": " + otherwise);
            return ContractJson.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anEnvelopeNeedsItsNumberItsTimeAndAKnownType() {
        JsonObject event = new EventEnvelope(1, Samples.AT, new AgentEvent.BlockAborted("b")).toJson();
        for (String field : List.of("seq", "at", "type")) {
            assertNames(field, Json.createObjectBuilder(event).remove(field).build());
            assertNames(
                    field.equals("type") ? "Unheard" : field,
                    Json.createObjectBuilder(event).add(field, "Unheard").build());
        }
    }

    @Test
    void aGrantThatContradictsItselfIsRefusedByName() {
        JsonObject start = ContractJson.write(Samples.commands().getFirst());
        JsonObject grant = Json.createObjectBuilder(start.getJsonObject("grant"))
                .add("initial", "auto")
                .build();
        JsonObject bad = Json.createObjectBuilder(start).add("grant", grant).build();
        var refused = assertThrows(ContractJson.MalformedException.class, () -> ContractJson.readCommand(bad));

        assertTrue(refused.getMessage().contains("StartSession.grant"), refused.getMessage());
    }

    @Test
    void fieldsInsideFieldsAreTolerantAndNamedToo() {
        JsonObject start = ContractJson.write(Samples.commands().getFirst());
        JsonObject grant = start.getJsonObject("grant");
        JsonObject later = Json.createObjectBuilder(start)
                .add("grant", Json.createObjectBuilder(grant).add("later", true))
                .build();
        assertEquals(Samples.commands().getFirst(), ContractJson.readCommand(later));

        JsonObject limits = Json.createObjectBuilder(grant.getJsonObject("limits"))
                .add("idleMinutes", 1.5)
                .build();
        JsonObject bad = Json.createObjectBuilder(start)
                .add("grant", Json.createObjectBuilder(grant).add("limits", limits))
                .build();
        var refused = assertThrows(ContractJson.MalformedException.class, () -> ContractJson.readCommand(bad));
        assertTrue(refused.getMessage().contains("StartSession.grant.limits.idleMinutes"), refused.getMessage());
    }

    @Test
    void whatIsNotOneJsonObjectIsRefused() {
        for (String text :
                List.of("", " ", "[]", "1", "\"x\"", "null", "{", "{}}", "{}{}", "{} x", "{\"a\":}", "{'a':1}")) {
            assertThrows(ContractJson.MalformedException.class, () -> ContractJson.parse(text), text);
        }
        assertEquals(JsonValue.EMPTY_JSON_OBJECT, ContractJson.parse(" {} \n"));
    }

    private static void assertEmpty(RecordComponent field, Record read) {
        try {
            Object value = field.getAccessor().invoke(read);
            boolean empty = switch (value) {
                case Optional<?> optional -> optional.isEmpty();
                case Collection<?> collection -> collection.isEmpty();
                case Map<?, ?> map -> map.isEmpty();
                default -> false;
            };
            assertTrue(empty, field.getName());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefusedNaming(Golden golden, RecordComponent field, JsonObject bad) {
        var refused = assertThrows(
                ContractJson.MalformedException.class, () -> golden.reader().apply(bad), field::toString);
        assertEquals(ProblemCode.MALFORMED_REQUEST, refused.problem().code());
        assertTrue(refused.getMessage().contains(golden.type() + "." + field.getName()), refused.getMessage());
    }

    private static void assertNames(String what, JsonObject bad) {
        var refused = assertThrows(ContractJson.MalformedException.class, () -> EventEnvelope.fromJson(bad));
        assertTrue(refused.getMessage().contains(what), refused.getMessage());
    }

    private static Set<String> leaves(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(each -> each.isSealed() ? leaves(each).stream() : Stream.of(each.getSimpleName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(List<?> samples) {
        return samples.stream()
                .map(each -> each.getClass().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
