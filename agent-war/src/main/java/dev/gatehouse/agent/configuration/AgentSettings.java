package dev.gatehouse.agent.configuration;

import dev.gatehouse.agent.configuration.AgentConfig.Claude;
import dev.gatehouse.agent.configuration.AgentConfig.Isolation;
import dev.gatehouse.agent.configuration.AgentConfig.Keys;
import dev.gatehouse.agent.configuration.AgentConfig.Modes;
import dev.gatehouse.agent.configuration.AgentConfig.Workers;
import dev.gatehouse.contract.PermissionMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@link AgentConfig}: every name, default and range in one place. */
final class AgentSettings {

    private static final int MIB = 1024 * 1024;
    private static final int MOST_WORKERS = 1000;
    private static final int LARGEST_BODY = 256 * MIB;
    private static final Duration LONGEST_CLOSE = Duration.ofMinutes(2);
    private static final Duration LONGEST_IDLE = Duration.ofDays(7);

    private final SettingsReader reader;

    private AgentSettings(SettingsReader reader) {
        this.reader = reader;
    }

    /** @throws ConfigurationException naming every setting that is unknown, missing or out of range. */
    static AgentConfig read(SettingsReader reader) {
        AgentConfig config = new AgentSettings(reader).read();
        reader.finish();
        return config;
    }

    private AgentConfig read() {
        Path data = reader.required("gatehouse.data", Path::of, "a directory")
                .map(path -> path.toAbsolutePath().normalize().resolve("agent"))
                .orElse(null);
        int body = reader.number("gatehouse.max-body-bytes", 32 * MIB, 1024, LARGEST_BODY);
        return new AgentConfig(data, claude(), modes(), workers(), isolation(), keys(), body);
    }

    private Claude claude() {
        return new Claude(
                reader.text("gatehouse.claude.executable", "claude"),
                reader.text("gatehouse.claude.version", BuiltIn.claudeVersion()),
                reader.flag("gatehouse.claude.accept-any-version", false),
                reader.duration(
                        "gatehouse.claude.close-timeout",
                        Duration.ofSeconds(5),
                        Duration.ofMillis(100),
                        LONGEST_CLOSE));
    }

    private Modes modes() {
        return new Modes(
                reader.value(
                        "gatehouse.allowed-modes",
                        AgentSettings::modes,
                        modeNames(),
                        EnumSet.allOf(PermissionMode.class)),
                reader.flag("gatehouse.allow-dangerously-skip-permissions", true));
    }

    private Workers workers() {
        return new Workers(
                reader.number("gatehouse.max-live-workers", 20, 1, MOST_WORKERS),
                reader.number("gatehouse.max-live-workers-per-user", 3, 1, MOST_WORKERS),
                reader.duration("gatehouse.idle-timeout", Duration.ofMinutes(30), Duration.ofSeconds(1), LONGEST_IDLE));
    }

    private Isolation isolation() {
        return new Isolation(
                reader.value(
                        "gatehouse.worker-uid-range",
                        UidRange::parse,
                        "first-last, first at least 1000",
                        new UidRange(200_000, 265_535)),
                reader.value(
                        "gatehouse.isolation.required-for-bypass",
                        AgentSettings::needsOwnUser,
                        "os-user or none",
                        Boolean.TRUE));
    }

    private Keys keys() {
        Optional<Path> file = reader.optional("gatehouse.service-token.key-file", Path::of, "a file");
        Optional<String> inline = reader.optional("gatehouse.service-token.keys", text -> text, "kid:secret");
        if (file.isPresent() == inline.isPresent()) {
            reader.fault(
                    file.isPresent()
                            ? "set only one of gatehouse.service-token.key-file and GATEHOUSE_SERVICE_TOKEN_KEYS"
                            : "there is no secret to check service tokens with; set gatehouse.service-token.key-file"
                                    + " (or GATEHOUSE_SERVICE_TOKEN_KEYS in the environment)");
        }
        return new Keys(file, inline);
    }

    private static Set<PermissionMode> modes(String text) {
        Set<PermissionMode> modes = EnumSet.noneOf(PermissionMode.class);
        for (String name : text.split(",", -1)) {
            modes.add(PermissionMode.fromWireName(name.strip())
                    .orElseThrow(() -> new IllegalArgumentException("there is no mode " + name.strip())));
        }
        return modes;
    }

    private static boolean needsOwnUser(String text) {
        return switch (text) {
            case "os-user" -> true;
            case "none" -> false;
            default -> throw new IllegalArgumentException("unknown strength");
        };
    }

    private static String modeNames() {
        return Arrays.stream(PermissionMode.values())
                .map(PermissionMode::wireName)
                .collect(Collectors.joining(", ", "one or more of ", ", separated by commas"));
    }
}
