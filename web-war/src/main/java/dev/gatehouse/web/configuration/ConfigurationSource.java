package dev.gatehouse.web.configuration;

import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ServiceKeys;
import dev.gatehouse.contract.SettingNames;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;

/** Makes the typed settings of MicroProfile Config. */
@ApplicationScoped
public class ConfigurationSource {

    private static final Logger LOG = Logger.getLogger(ConfigurationSource.class.getName());
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MAX_SIGN_IN = Duration.ofDays(90);
    private static final Duration MAX_GRACE = Duration.ofDays(30);
    private static final Duration MAX_HEAD_INTERVAL = Duration.ofDays(1);
    private static final Duration MAX_AUDIT = Duration.ofDays(36_500);
    private static final int MAX_MINUTES = 7 * 24 * 60;
    private static final int MAX_SESSIONS = 1000;

    @Produces
    @Singleton
    WebConfiguration configuration(Config config) {
        return told(config, settings -> {
            requireKnown(config.getPropertyNames());
            return web(settings);
        });
    }

    @Produces
    @Singleton
    ShippedSettings shipped(Config config) {
        return told(config, ConfigurationSource::shipped);
    }

    @Produces
    @Singleton
    AuditSettings audit(Config config) {
        return told(config, ConfigurationSource::audit);
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    static WebConfiguration web(SettingsReader settings) {
        return new WebConfiguration(
                settings.server("gatehouse.agent.url"),
                settings.value("gatehouse.service-token.key-file", Path::of, "a path"),
                settings.optional(
                        "gatehouse.service-token.keys",
                        ServiceKeys::parse,
                        "lines of kid:secret, the secret at least 32 bytes in base64url"),
                settings.value("gatehouse.initial-admin-password-file", Path::of, "a path"),
                settings.flag("gatehouse.cookie.secure"),
                settings.flag("gatehouse.forwarded-headers"),
                settings.duration("gatehouse.sign-in.lifetime", SECOND, MAX_SIGN_IN),
                settings.duration("gatehouse.sign-in.kept-lifetime", SECOND, MAX_SIGN_IN),
                settings.duration("gatehouse.conversations.restore-grace", Duration.ZERO, MAX_GRACE));
    }

    static ShippedSettings shipped(SettingsReader settings) {
        return new ShippedSettings(
                mode(settings, "gatehouse.permission-mode"),
                mode(settings, "gatehouse.fallback-mode"),
                settings.flag("gatehouse.allow-dangerously-skip-permissions"),
                new Limits(
                        settings.number("gatehouse.limits.question-minutes", 0, MAX_MINUTES),
                        settings.number("gatehouse.limits.idle-minutes", 1, MAX_MINUTES),
                        settings.number("gatehouse.limits.live-sessions", 1, MAX_SESSIONS)));
    }

    static AuditSettings audit(SettingsReader settings) {
        return new AuditSettings(
                settings.value("gatehouse.audit.key-file", Path::of, "a path"),
                settings.value("gatehouse.audit.head-file", Path::of, "a path"),
                settings.duration("gatehouse.audit.head-interval", SECOND, MAX_HEAD_INTERVAL),
                settings.duration("gatehouse.audit.keep-inputs", Duration.ZERO, MAX_AUDIT),
                settings.duration("gatehouse.audit.keep-rows", Duration.ZERO, MAX_AUDIT),
                settings.optional("gatehouse.audit.redact", text -> text, "lines of tool:expression")
                        .orElse(""));
    }

    /** @throws ConfigurationException in one line, with all names that are set and are no setting's */
    static void requireKnown(Iterable<String> present) {
        List<String> faults = SettingNames.faults(present);
        if (!faults.isEmpty()) {
            throw new ConfigurationException(String.join("; ", faults));
        }
    }

    private static PermissionMode mode(SettingsReader settings, String name) {
        return settings.choice(
                name,
                PermissionMode::fromWireName,
                Arrays.stream(PermissionMode.values())
                        .map(PermissionMode::wireName)
                        .toArray());
    }

    /**
     * Whatever asks first fails the deployment, and the server tells of it in stack traces: hence a line of our own.
     */
    private static <T> T told(Config config, Function<SettingsReader, T> read) {
        try {
            return read.apply(new SettingsReader(name -> config.getOptionalValue(name, String.class)));
        } catch (ConfigurationException e) {
            LOG.severe(e.getMessage());
            throw e;
        }
    }
}
