package dev.gatehouse.agent.configuration;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Settings for tests, read as the real ones are. */
public final class AgentConfigs {

    private AgentConfigs() {}

    /** @param settings names and values in turn, on top of what must be set */
    public static AgentConfig in(Path data, String... settings) {
        Map<String, String> all = new HashMap<>(
                Map.of("gatehouse.data", data.toString(), "gatehouse.service-token.keys", "k:" + "A".repeat(43)));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        if (all.containsKey("gatehouse.service-token.key-file")) {
            all.remove("gatehouse.service-token.keys");
        }
        AgentConfig config = read(all);
        DataDirectory.prepare(config.data());
        return config;
    }

    static AgentConfig read(Map<String, String> settings) {
        return AgentSettings.read(
                new SettingsReader(settings.keySet(), name -> Optional.ofNullable(settings.get(name))));
    }
}
