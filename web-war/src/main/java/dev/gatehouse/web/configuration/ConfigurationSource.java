package dev.gatehouse.web.configuration;

import dev.gatehouse.contract.ServiceKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/** Makes the typed settings of MicroProfile Config. */
@ApplicationScoped
public class ConfigurationSource {

    @Produces
    @Singleton
    WebConfiguration configuration(Config config) {
        return new WebConfiguration(
                URI.create(config.getValue("gatehouse.agent.url", String.class)),
                Path.of(config.getValue("gatehouse.service-token.key-file", String.class)),
                config.getOptionalValue("gatehouse.service-token.keys", String.class)
                        .map(ServiceKeys::parse),
                Path.of(config.getValue("gatehouse.initial-admin-password-file", String.class)),
                config.getValue("gatehouse.cookie.secure", Boolean.class),
                config.getValue("gatehouse.forwarded-headers", Boolean.class),
                Duration.parse(config.getValue("gatehouse.sign-in.lifetime", String.class)),
                Duration.parse(config.getValue("gatehouse.sign-in.kept-lifetime", String.class)),
                Duration.parse(config.getValue("gatehouse.conversations.restore-grace", String.class)));
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
