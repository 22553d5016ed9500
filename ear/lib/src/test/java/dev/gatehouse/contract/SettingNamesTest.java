package dev.gatehouse.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingNamesTest {

    private static void meant(String name, String meant) {
        assertEquals(
                List.of("there is no setting " + name + "; is " + meant + " meant?"),
                SettingNames.faults(List.of("PATH", name, "java.home")));
    }

    @Test
    void aNameThatIsNobodysIsToldWithTheOneThatMayBeMeant() {
        meant("GATEHOUSE_MODEL_BASE_URI", "GATEHOUSE_MODEL_BASE_URL");
        meant("gatehouse.model.base-uri", "gatehouse.model.base-url");
        meant("GATEHOUSE_SIGNIN_LIFETIME", "GATEHOUSE_SIGN_IN_LIFETIME");
        meant("gatehouse.limits.live-session", "gatehouse.limits.live-sessions");
        meant("gatehouse.cookies.secure", "gatehouse.cookie.secure");
    }

    @Test
    void theNamesOfAgentWebAndTheRunCommandPassInBothForms() {
        assertEquals(List.of(), SettingNames.faults(SettingNames.AGENT));
        assertEquals(List.of(), SettingNames.faults(SettingNames.WEB));
        assertEquals(
                List.of(),
                SettingNames.faults(List.of(
                        "GATEHOUSE_ADMIN_PASSWORD",
                        "GATEHOUSE_DATA",
                        "GATEHOUSE_WEB_ADDRESS",
                        "GATEHOUSE_WEB_PORT",
                        "GATEHOUSE_AGENT_ADDRESS",
                        "GATEHOUSE_AGENT_PORT",
                        "GATEHOUSE_CLAUDE_EXECUTABLE",
                        "GATEHOUSE_SERVICE_TOKEN_KEYS",
                        "GATEHOUSE_AUDIT_REDACT",
                        "gatehouse.launcher.ends-with-parent")));
    }
}
