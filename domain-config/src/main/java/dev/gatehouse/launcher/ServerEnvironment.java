package dev.gatehouse.launcher;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What each server gets to see of the environment the launcher was started in: an allow-list, so that a secret in
 * somebody's shell does not end up in a server that has no use for it.
 */
final class ServerEnvironment {

    private static final Set<String> COMMON = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "LANG",
            "LANGUAGE",
            "TZ",
            "TMPDIR",
            "JAVA_HOME",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "http_proxy",
            "https_proxy",
            "no_proxy");

    /** Read by the launcher itself and handed on in its own way, or not at all. */
    private static final Set<String> OF_THE_LAUNCHER = Set.of(
            "GATEHOUSE_WEB_ADDRESS",
            "GATEHOUSE_WEB_PORT",
            "GATEHOUSE_AGENT_ADDRESS",
            "GATEHOUSE_AGENT_PORT",
            FirstPassword.VARIABLE,
            Directories.DATA_VARIABLE,
            ClaudeInstall.EXECUTABLE_VARIABLE,
            "GATEHOUSE_SERVICE_TOKEN_KEYS");

    private ServerEnvironment() {}

    static Map<String, String> forWeb(Map<String, String> environment) {
        return only(environment, name -> common(name) && !name.startsWith("GATEHOUSE_MODEL_"));
    }

    /** The agent's model access needs the key; what workers see is the agent's own allow-list. */
    static Map<String, String> forAgent(Map<String, String> environment) {
        return only(
                environment,
                name -> common(name) && !name.startsWith("GATEHOUSE_DATASOURCE_") || name.startsWith("ANTHROPIC_"));
    }

    private static boolean common(String name) {
        return COMMON.contains(name)
                || name.startsWith("LC_")
                || name.startsWith("GATEHOUSE_") && !OF_THE_LAUNCHER.contains(name);
    }

    private static Map<String, String> only(Map<String, String> environment, Predicate<String> allowed) {
        Map<String, String> kept = new TreeMap<>(environment);
        kept.keySet().removeIf(allowed.negate());
        return kept;
    }
}
