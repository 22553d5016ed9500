package dev.gatehouse.launcher;

import java.nio.file.Path;
import java.util.Map;

/**
 * How the pair is to run.
 *
 * @param data the data folder; see {@link DataFolder}.
 * @param environment of the starter: names the servers' further settings, as {@code GATEHOUSE_…}.
 */
public record PairSettings(Path data, Endpoint web, Endpoint agent, Map<String, String> environment) {

    private static final int WEB_PORT = 8080;
    private static final int AGENT_PORT = 8081;

    public PairSettings {
        environment = Map.copyOf(environment);
        if (web.equals(agent)) {
            throw new LaunchException("Web and agent cannot both listen on port " + web.port() + " of " + web.address()
                    + ": choose another by GATEHOUSE_WEB_PORT or GATEHOUSE_AGENT_PORT.");
        }
    }

    static PairSettings from(Map<String, String> environment) {
        return new PairSettings(
                Directories.ofThisUser().data(),
                Endpoint.from(environment, "WEB", WEB_PORT),
                Endpoint.from(environment, "AGENT", AGENT_PORT),
                environment);
    }

    /** Whether answers come from the Messages API; otherwise the agent's scripted model gives them. */
    boolean realModel() {
        return !environment.getOrDefault("ANTHROPIC_API_KEY", "").isBlank();
    }
}
