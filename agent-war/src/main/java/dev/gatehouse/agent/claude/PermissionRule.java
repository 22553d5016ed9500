package dev.gatehouse.agent.claude;

import jakarta.json.JsonObject;
import java.util.List;

/**
 * A rule in force, of {@code list_permission_rules}.
 *
 * @param behavior {@code allow}, {@code ask}, {@code deny}
 * @param rule as it was given; a rule that cannot be read vanishes silently
 * @param source {@link #APPLIED} for {@code --settings} and {@code apply_flag_settings}; {@link #DISALLOWED_TOOLS};
 *     {@code session} for a permission answer
 */
public record PermissionRule(String behavior, String rule, String source) {

    public static final String APPLIED = "flagSettings";

    /** Every tool of {@code --disallowedTools} shows up as a deny rule of this source. */
    public static final String DISALLOWED_TOOLS = "cliArg";

    static List<PermissionRule> listOf(JsonObject answer) {
        return Json.objects(Json.child(answer, "state"), "rules").stream()
                .map(rule -> new PermissionRule(
                        Json.text(rule, "behavior"), Json.text(rule, "rule"), Json.text(rule, "source")))
                .toList();
    }
}
