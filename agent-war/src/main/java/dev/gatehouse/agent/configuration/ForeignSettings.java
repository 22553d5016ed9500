package dev.gatehouse.agent.configuration;

import java.util.List;

/**
 * Settings that bear our prefix and are read by others: by web, which may share an environment or a server with the
 * agent, and by components of the agent that check their own settings themselves.
 */
final class ForeignSettings {

    private static final List<String> PREFIXES = List.of(
            "gatehouse.web.",
            "gatehouse.agent.",
            "gatehouse.model.",
            "gatehouse.scripted.",
            "gatehouse.admin-password");

    private ForeignSettings() {}

    static boolean include(String name) {
        return PREFIXES.stream()
                .anyMatch(prefix -> name.startsWith(prefix) || name.startsWith(SettingsReader.environmentName(prefix)));
    }
}
