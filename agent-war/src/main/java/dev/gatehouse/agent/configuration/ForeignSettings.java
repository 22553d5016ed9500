package dev.gatehouse.agent.configuration;

import java.util.List;

/**
 * Settings that bear our prefix and are read by others: by web, which may share an environment or a server with the
 * agent, and by components of the agent that check their own settings themselves.
 */
final class ForeignSettings {

    private static final List<String> GROUPS = List.of(
            "gatehouse.agent.",
            "gatehouse.conversations.",
            "gatehouse.cookie.",
            "gatehouse.datasource.",
            "gatehouse.launcher.",
            "gatehouse.limits.",
            "gatehouse.model.",
            "gatehouse.sign-in.",
            "gatehouse.web.");

    private static final List<String> SINGLE = List.of(
            "gatehouse.admin-password",
            "gatehouse.fallback-mode",
            "gatehouse.forwarded-headers",
            "gatehouse.initial-admin-password-file",
            "gatehouse.permission-mode");

    private ForeignSettings() {}

    static boolean include(String name) {
        return GROUPS.stream()
                        .anyMatch(group ->
                                name.startsWith(group) || name.startsWith(SettingsReader.environmentName(group)))
                || SINGLE.stream()
                        .anyMatch(each -> name.equals(each) || name.equals(SettingsReader.environmentName(each)));
    }
}
