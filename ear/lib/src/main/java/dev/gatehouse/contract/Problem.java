package dev.gatehouse.contract;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Locale;
import java.util.Map;

/**
 * An RFC 9457 problem body with our {@code code}.
 *
 * @param detail for the person: what happened and what to do
 * @param extensions further members, e.g. who answered first
 */
public record Problem(ProblemCode code, String detail, Map<String, String> extensions) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        extensions = Map.copyOf(extensions);
    }

    public Problem(ProblemCode code, String detail) {
        this(code, detail, Map.of());
    }

    public int status() {
        return code.status();
    }

    public JsonObject toJson() {
        var json = Json.createObjectBuilder()
                .add(
                        "type",
                        "urn:gatehouse:problem:"
                                + code.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .add("title", code.title())
                .add("status", code.status())
                .add("code", code.name())
                .add("detail", detail);
        extensions.forEach(json::add);
        return json.build();
    }

    /** Reads a body that another Gatehouse part sent; a code this version does not know becomes {@code INTERNAL}. */
    public static Problem fromJson(JsonObject json) {
        ProblemCode code;
        try {
            code = ProblemCode.valueOf(json.getString("code", ""));
        } catch (IllegalArgumentException e) {
            code = ProblemCode.INTERNAL;
        }
        var extensions = new java.util.HashMap<String, String>();
        json.forEach((name, value) -> {
            if (value instanceof jakarta.json.JsonString text
                    && !java.util.Set.of("type", "title", "code", "detail").contains(name)) {
                extensions.put(name, text.getString());
            }
        });
        return new Problem(code, json.getString("detail", code.title()), extensions);
    }
}
