package dev.gatehouse.web.policy.control;

import dev.gatehouse.web.policy.entity.Finding;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JakartaJsonNode;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The published JSON Schema of a policy, and its complaints in words for people. */
public final class PolicySchema {

    public static final String MEDIA_TYPE = "application/schema+json";

    private static final String TEXT = load();
    private static final JsonObject SCHEMA =
            Json.createReader(new StringReader(TEXT)).readObject();
    private static final Validator VALIDATOR = new ValidatorFactory()
            .withJsonNodeFactory(new JakartaJsonNode.Factory())
            .createValidator();
    private static final URI ID = VALIDATOR.registerSchema(TEXT);

    private PolicySchema() {}

    /** As it is published. */
    public static String text() {
        return TEXT;
    }

    static List<Finding> check(LocatedJson document) {
        return VALIDATOR.validate(ID, document.value()).getErrors().stream()
                .filter(error -> !echo(error))
                .map(error -> finding(error, document))
                .distinct()
                .toList();
    }

    /**
     * A layer with an error somewhere counts as not evaluated, so that its good names are complained of as unknown
     * (JSON Schema core, 7.7.1).
     */
    private static boolean echo(Error error) {
        return error.getKeyword() == null
                && names(around(where(error))).anyMatch(lastName(error.getInstanceLocation())::equals);
    }

    private static Finding finding(Error error, LocatedJson document) {
        String at = error.getInstanceLocation();
        return Finding.error(document.line(at), at, message(error, document));
    }

    private static String message(Error error, LocatedJson document) {
        String where = where(error);
        if (error.getKeyword() == null) {
            return unknownName(error.getInstanceLocation(), where);
        }
        JsonObject schema = at(SCHEMA, where).asJsonObject();
        return switch (error.getKeyword()) {
            case "type" -> "This must be " + kind(schema.getString("type")) + ".";
            case "enum" -> "This must be one of " + words(schema.getJsonArray("enum")) + ".";
            case "required" -> missing(schema, at(document.value(), error.getInstanceLocation()));
            case "minimum", "maximum" ->
                "This must be a whole number from " + number(schema, "minimum") + " to " + number(schema, "maximum")
                        + ".";
            case "pattern" ->
                "This is no rule. A rule is the name of a tool, alone or with something in brackets, for example WebFetch"
                        + " or Bash(git push *).";
            case "minItems" ->
                "At least " + number(schema, "minItems") + " is needed. Leave the list out to say nothing.";
            case "maxItems" -> "There may be at most " + number(schema, "maxItems") + " entries.";
            case "minLength" -> "This must not be empty.";
            case "maxLength" -> "This may have at most " + number(schema, "maxLength") + " characters.";
            case "uniqueItems" -> "The same entry is here twice. Keep one.";
            default -> error.getError() + ".";
        };
    }

    /** The complaint of {@code additionalProperties: false}, or of {@code unevaluatedProperties: false}. */
    private static String unknownName(String instance, String where) {
        return "There is no \"" + lastName(instance) + "\" here. Possible are "
                + names(around(where)).collect(Collectors.joining(", ")) + ".";
    }

    private static String where(Error error) {
        return error.getSchemaLocation().substring(error.getSchemaLocation().indexOf('#') + 1);
    }

    private static String lastName(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1)
                .replace("~1", "/")
                .replace("~0", "~");
    }

    private static JsonObject around(String schemaLocation) {
        return at(SCHEMA, schemaLocation.substring(0, schemaLocation.lastIndexOf('/')))
                .asJsonObject();
    }

    /** Of the properties; those of the schema it refers to are beside them. */
    private static Stream<String> names(JsonObject schema) {
        Stream<String> own = schema.containsKey("properties")
                ? schema.getJsonObject("properties").keySet().stream()
                : Stream.empty();
        Stream<String> referred = schema.containsKey("$ref")
                ? names(at(SCHEMA, schema.getString("$ref").substring(1)).asJsonObject())
                : Stream.empty();
        return Stream.concat(own, referred).distinct().filter(name -> !name.startsWith("$"));
    }

    private static String missing(JsonObject schema, JsonValue instance) {
        List<String> missing = schema.getJsonArray("required").getValuesAs(JsonString::getString).stream()
                .filter(name -> !instance.asJsonObject().containsKey(name))
                .map(name -> '"' + name + '"')
                .toList();
        return String.join(", ", missing) + (missing.size() == 1 ? " is missing here." : " are missing here.");
    }

    private static String kind(String type) {
        return switch (type) {
            case "object" -> "an object, { … }";
            case "array" -> "a list, [ … ]";
            case "string" -> "a text in quotation marks";
            case "integer" -> "a whole number, without quotation marks";
            case "boolean" -> "true or false";
            default -> type;
        };
    }

    private static String words(List<JsonValue> values) {
        return values.stream().map(JsonValue::toString).collect(Collectors.joining(", "));
    }

    private static String number(JsonObject schema, String keyword) {
        return schema.get(keyword) instanceof JsonNumber number ? number.toString() : "?";
    }

    private static JsonValue at(JsonValue root, String pointer) {
        return pointer.isEmpty() ? root : Json.createPointer(pointer).getValue((JsonStructure) root);
    }

    private static String load() {
        try (InputStream in = PolicySchema.class.getResourceAsStream("/dev/gatehouse/web/policy/policy.schema.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
