package dev.gatehouse.agent.model;

import dev.gatehouse.contract.AgentEvent;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The environment variables that lead the CLI to the endpoint (measured on 2.1.330). */
public final class WorkerEnvironment {

    private WorkerEnvironment() {}

    /** With {@code ANTHROPIC_API_KEY} the CLI neither asks nor complains; the token is no key of the service. */
    public static Map<String, String> of(URI endpoint, String token, AgentEvent.ModelAccess access) {
        Map<String, String> environment = new HashMap<>();
        environment.put("ANTHROPIC_BASE_URL", endpoint.toString());
        environment.put("ANTHROPIC_API_KEY", token);
        environment.put("NO_PROXY", "127.0.0.1,localhost");
        switch (access) {
            case SCRIPTED -> nameTheScriptedModel(environment);
            case API_KEY -> {}
        }
        return Map.copyOf(environment);
    }

    /** So that also what the CLI itself reports as its model cannot be taken for the real thing. */
    private static void nameTheScriptedModel(Map<String, String> environment) {
        for (String name :
                new String[] {"ANTHROPIC_MODEL", "ANTHROPIC_DEFAULT_HAIKU_MODEL", "ANTHROPIC_SMALL_FAST_MODEL"}) {
            environment.put(name, ScriptedModel.NAME);
        }
    }
}
