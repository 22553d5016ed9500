package dev.gatehouse.agent.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.SettingNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentSettingsTest {

    private static Map<String, String> least() {
        return new HashMap<>(Map.of("gatehouse.data", "/srv/gatehouse", "gatehouse.service-token.keys", "k:secret"));
    }

    private static AgentConfig with(String name, String value) {
        Map<String, String> settings = least();
        settings.put(name, value);
        return AgentConfigs.read(settings);
    }

    @Test
    void whatIsNotSetIsAsShipped() {
        AgentConfig config = AgentConfigs.read(least());
        assertEquals(Path.of("/srv/gatehouse/agent"), config.data());
        assertEquals("claude", config.claude().executable());
        assertEquals(System.getProperty("claude-code.version"), config.claude().version());
        assertFalse(config.claude().acceptAnyVersion());
        assertEquals(EnumSet.allOf(PermissionMode.class), config.modes().ceiling());
        assertEquals(new AgentConfig.Workers(20, 3, Duration.ofMinutes(30)), config.workers());
        assertEquals(new UidRange(200_000, 265_535), config.isolation().uids());
        assertTrue(config.isolation().bypassNeedsOwnUser());
        assertEquals(32 * 1024 * 1024, config.maxBodyBytes());
    }

    @Test
    void theCeilingIsWhatIsListedAndWithoutBypassUnlessPermissionsMayBeSkipped() {
        assertEquals(
                Set.of(PermissionMode.PLAN, PermissionMode.DONT_ASK),
                with("gatehouse.allowed-modes", "plan, dontAsk").modes().ceiling());
        assertEquals(
                EnumSet.complementOf(EnumSet.of(PermissionMode.BYPASS_PERMISSIONS)),
                with("gatehouse.allow-dangerously-skip-permissions", "false")
                        .modes()
                        .ceiling());
        Map<String, String> settings = least();
        settings.put("gatehouse.allowed-modes", "bypassPermissions");
        settings.put("gatehouse.allow-dangerously-skip-permissions", "false");
        assertEquals(Set.of(), AgentConfigs.read(settings).modes().ceiling());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gatehouse.allowed-modes|yolo|default, acceptEdits, plan, auto, dontAsk, bypassPermissions",
                "gatehouse.allowed-modes|plan,|separated by commas",
                "gatehouse.allow-dangerously-skip-permissions|yes|true or false",
                "gatehouse.max-live-workers|0|from 1 to 1000",
                "gatehouse.max-live-workers|many|whole number",
                "gatehouse.idle-timeout|30|ISO 8601",
                "gatehouse.idle-timeout|PT0S|from PT1S",
                "gatehouse.worker-uid-range|0-10|first at least 1000",
                "gatehouse.worker-uid-range|3000-2000|first-last",
                "gatehouse.worker-uid-range|200000|first-last",
                "gatehouse.isolation.required-for-bypass|some|os-user or none",
                "gatehouse.max-body-bytes|1|from 1024",
                "gatehouse.claude.close-timeout|-PT1S|ISO 8601"
            })
    void aBadValueStopsTheStartWithItsNameAndWhatIsAllowed(String name, String value, String allowed) {
        String message = assertThrows(ConfigurationException.class, () -> with(name, value))
                .getMessage();
        assertTrue(message.contains(name) && message.contains(allowed), message);
    }

    @Test
    void anUnknownNameStopsTheStartHoweverItIsSet() {
        for (String name : new String[] {
            "gatehouse.allowed-mode", "GATEHOUSE_ALLOWED_MODE", "GATEHOUSE_MODEL_BASE_URI", "gatehouse.limits.idle"
        }) {
            String message = assertThrows(ConfigurationException.class, () -> with(name, "plan"))
                    .getMessage();
            assertTrue(message.contains("there is no setting " + name), message);
            assertEquals(1, message.lines().count());
        }
        assertTrue(assertThrows(ConfigurationException.class, () -> with("GATEHOUSE_MODEL_BASE_URI", "x"))
                .getMessage()
                .contains("GATEHOUSE_MODEL_BASE_URL"));
    }

    @Test
    void everyNameThatIsReadIsListed() {
        Map<String, String> settings = least();
        var reader = new SettingsReader(settings.keySet(), name -> Optional.ofNullable(settings.get(name)));
        AgentSettings.read(reader);
        assertTrue(
                SettingNames.AGENT.containsAll(reader.known()), reader.known().toString());
    }

    @Test
    void knownNamesInTheEnvironmentAndSettingsOfWebAreNoFault() {
        for (String name : new String[] {
            "GATEHOUSE_ALLOWED_MODES",
            "GATEHOUSE_SERVICE_TOKEN_KEY_FILE",
            "GATEHOUSE_ADMIN_PASSWORD",
            "gatehouse.permission-mode",
            "GATEHOUSE_SIGN_IN_LIFETIME",
            "java.home",
            "PATH"
        }) {
            with(name, "x");
        }
    }

    @Test
    void allFaultsAreToldAtOnceInOneLineAndWithoutTheValues() {
        String message = assertThrows(
                        ConfigurationException.class,
                        () -> AgentConfigs.read(
                                Map.of("gatehouse.idle-timeout", "s3cret", "gatehouse.max-live-workers", "s3cret")))
                .getMessage();
        for (String name : new String[] {
            "gatehouse.data", "gatehouse.idle-timeout", "gatehouse.max-live-workers", "gatehouse.service-token.key-file"
        }) {
            assertTrue(message.contains(name), message);
        }
        assertEquals(1, message.lines().count());
        assertFalse(message.contains("s3cret"), message);
    }

    @Test
    void thereIsOnePlaceForKeysAndNotTwo() {
        assertThrows(ConfigurationException.class, () -> with("gatehouse.service-token.key-file", "/run/keys"));
        assertThrows(ConfigurationException.class, () -> AgentConfigs.read(Map.of("gatehouse.data", "/srv")));
        assertFalse(AgentConfigs.read(least()).toString().contains("secret"));
    }
}
