package dev.gatehouse.agent.claude;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** The {@code --settings} every worker gets. Rules do not belong there: what it gives can never be taken back. */
public final class ClaudeSettings {

    private ClaudeSettings() {}

    /**
     * @param autoGranted whether mode {@code auto} may be used; if not, auto is off, also inside {@code plan}, which is
     *     not read-only otherwise (DIFF §1.1)
     */
    public static JsonObject fixed(boolean autoGranted) {
        JsonObjectBuilder settings = Json.object().add("crossSessionInbound", "refuse");
        if (!autoGranted) {
            settings.add("disableAutoMode", "disable").add("useAutoModeDuringPlan", false);
        }
        return settings.build();
    }
}
