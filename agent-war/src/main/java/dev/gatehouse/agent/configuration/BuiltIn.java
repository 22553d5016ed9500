package dev.gatehouse.agent.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What the build wrote into the program. Not in {@code microprofile-config.properties}, because the full server does
 * not see one that is inside a WAR of an EAR.
 */
final class BuiltIn {

    private BuiltIn() {}

    static String claudeVersion() {
        Properties properties = new Properties();
        try (var in = BuiltIn.class.getResourceAsStream("built-in.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("gatehouse.claude.version");
    }
}
