package dev.gatehouse.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the build made and the launcher brings up.
 *
 * @param payara the Payara Micro jar.
 * @param configuration the folder {@code domain-config}, with one folder per server.
 */
public record Parts(Path payara, Path webWar, Path agentWar, Path configuration) {

    private static final String PREFIX = "gatehouse.launcher.";

    /** Read from {@code gatehouse.launcher.payara}, {@code .web}, {@code .agent} and {@code .configuration}. */
    public static Parts fromSystemProperties() {
        return new Parts(named("payara"), named("web"), named("agent"), named("configuration"));
    }

    /** @throws LaunchException naming the first part that is not there. */
    void check() {
        checkFile(payara, "Payara Micro");
        checkFile(agentWar, "the agent");
        checkFile(webWar, "the web application");
        checkFile(configuration.resolve("web/jvm.options"), "the server configuration");
    }

    private static void checkFile(Path file, String what) {
        if (!Files.isReadable(file)) {
            throw new LaunchException(
                    what + " is missing at " + file.toAbsolutePath().normalize() + ": build first, by mvn -Prun.");
        }
    }

    private static Path named(String name) {
        return Optional.ofNullable(System.getProperty(PREFIX + name))
                .map(Path::of)
                .orElseThrow(() -> new LaunchException(
                        "The launcher was not told where " + name + " is (-D" + PREFIX + name + "); mvn -Prun does."));
    }
}
