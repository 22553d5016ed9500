package dev.gatehouse.agent.claude;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** The {@code --settings} every worker gets. Rules do not belong there: what it gives can never be taken back. */
public final class ClaudeSettings {

    private ClaudeSettings() {}

    /**
     * {@code useAutoModeDuringPlan} is off even where auto is granted, as plan is not read-only otherwise (DIFF §1.1);
     * {@code crossSessionInbound} keeps other workers from sending prompts (DIFF §1.2).
     *
     * @param autoGranted whether mode {@code auto} may be used
     * @param bypassGranted whether mode {@code bypassPermissions} may be used
     */
    public static JsonObject fixed(boolean autoGranted, boolean bypassGranted) {
        JsonObjectBuilder settings =
                Json.object().add("crossSessionInbound", "refuse").add("useAutoModeDuringPlan", false);
        if (!autoGranted) {
            settings.add("disableAutoMode", "disable");
        }
        if (!bypassGranted) {
            settings.add("permissions", Json.object().add("disableBypassPermissionsMode", "disable"));
        }
        return settings.build();
    }
}
