package dev.gatehouse.web.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.SettingNames;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfigurationSourceTest {

    private final Properties settings = new Properties();

    @BeforeEach
    void asShipped() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/META-INF/microprofile-config.properties")) {
            settings.load(in);
        }
    }

    private void read() {
        var reader = new SettingsReader(name -> Optional.ofNullable(settings.getProperty(name)));
        ConfigurationSource.web(reader);
        ConfigurationSource.shipped(reader);
    }

    private void refused(String name, String value, String allowed) {
        Object before = settings.setProperty(name, value);
        var refusal = assertThrows(ConfigurationException.class, this::read, name);
        String message = refusal.getMessage();
        assertEquals("Gatehouse web does not start: " + name + " is not acceptable; it must be " + allowed, message);
        assertFalse(message.contains("\n"));
        settings.put(name, before == null ? "" : before);
    }

    @Test
    void whatIsShippedIsAcceptable() {
        read();
    }

    @Test
    void whatIsNotAcceptableIsToldInOneLineWithTheSettingAndWhatItMayBe() {
        String modes = "one of default, acceptEdits, plan, auto, dontAsk, bypassPermissions";
        refused("gatehouse.permission-mode", "foo", modes);
        refused("gatehouse.fallback-mode", "Default!", modes);
        for (String url : new String[] {"x", "ftp://host", "http:", "http://", "a b"}) {
            refused("gatehouse.agent.url", url, "http://host:port or https://host:port");
        }
        String lifetime = "an ISO 8601 duration from PT1S to PT2160H, for example PT12H";
        refused("gatehouse.sign-in.lifetime", "12", lifetime);
        refused("gatehouse.sign-in.kept-lifetime", "P400D", lifetime);
        refused("gatehouse.cookie.secure", "ture", "one of true, false");
        refused("gatehouse.limits.live-sessions", "-1", "a whole number from 1 to 1000");
        refused(
                "gatehouse.service-token.keys",
                "k:short",
                "lines of kid:secret, the secret at least 32 bytes in base64url");
    }

    @Test
    void whatIsMissingIsToldToo() {
        settings.remove("gatehouse.agent.url");
        String message = assertThrows(ConfigurationException.class, this::read).getMessage();
        assertTrue(message.contains("gatehouse.agent.url is not set"), message);
    }

    @Test
    void aNameThatIsNobodysStopsTheStartWithTheOneThatMayBeMeant() {
        ConfigurationSource.requireKnown(List.of("PATH", "GATEHOUSE_IDLE_TIMEOUT", "GATEHOUSE_ADMIN_PASSWORD"));
        String message = assertThrows(
                        ConfigurationException.class,
                        () -> ConfigurationSource.requireKnown(List.of("GATEHOUSE_COOKIE_SECURED")))
                .getMessage();
        assertEquals(
                "Gatehouse web does not start: there is no setting GATEHOUSE_COOKIE_SECURED; is"
                        + " GATEHOUSE_COOKIE_SECURE meant?",
                message);
    }

    @Test
    void everyNameThatIsReadOrShippedIsListed() {
        Set<String> read = new TreeSet<>(settings.stringPropertyNames());
        var reader = new SettingsReader(name -> {
            read.add(name);
            return Optional.ofNullable(settings.getProperty(name));
        });
        ConfigurationSource.web(reader);
        ConfigurationSource.shipped(reader);
        ConfigurationSource.audit(reader);
        assertEquals(read, new TreeSet<>(SettingNames.WEB));
    }
}
