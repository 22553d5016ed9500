package dev.gatehouse.web.sessions;

import static dev.gatehouse.contract.PermissionMode.ACCEPT_EDITS;
import static dev.gatehouse.contract.PermissionMode.BYPASS_PERMISSIONS;
import static dev.gatehouse.contract.PermissionMode.DEFAULT;
import static dev.gatehouse.contract.PermissionMode.DONT_ASK;
import static dev.gatehouse.contract.PermissionMode.PLAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.contract.AgentEvent.ModelAccess;
import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.configuration.ShippedSettings;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ShippedGrantTest {

    private static final Asker ADA = new Asker(UUID.randomUUID(), "ada", Set.of("user"));

    private static ShippedGrant grant(PermissionMode initial, PermissionMode fallback, boolean bypassAllowed) {
        return new ShippedGrant(new ShippedSettings(initial, fallback, bypassAllowed, Limits.AS_SHIPPED));
    }

    private static AgentStatus host(Set<PermissionMode> ceiling) {
        return new AgentStatus(
                UUID.randomUUID(),
                Optional.empty(),
                Optional.empty(),
                ModelAccess.SCRIPTED,
                ceiling,
                "os-user",
                Optional.empty(),
                List.of(new AgentStatus.Model("fast", "Fast")),
                0,
                10);
    }

    @Test
    void asShippedAllSixModesAreGrantedAndSessionsStartInBypass() {
        ModeGrant granted =
                grant(BYPASS_PERMISSIONS, DEFAULT, true).grantFor(ADA, host(EnumSet.allOf(PermissionMode.class)));
        assertEquals(EnumSet.allOf(PermissionMode.class), granted.allowed());
        assertEquals(BYPASS_PERMISSIONS, granted.initial());
        assertEquals(DEFAULT, granted.fallback());
        assertEquals(List.of("fast"), granted.models());
    }

    @Test
    void withoutTheFlagBypassIsNotGranted() {
        ModeGrant granted =
                grant(BYPASS_PERMISSIONS, PLAN, false).grantFor(ADA, host(EnumSet.allOf(PermissionMode.class)));
        assertFalse(granted.allows(BYPASS_PERMISSIONS));
        assertEquals(PLAN, granted.initial());
    }

    @Test
    void theHostsCeilingIsNeverExceeded() {
        ModeGrant granted = grant(BYPASS_PERMISSIONS, DEFAULT, true).grantFor(ADA, host(Set.of(PLAN, DONT_ASK)));
        assertEquals(Set.of(PLAN, DONT_ASK), granted.allowed());
        assertEquals(PLAN, granted.initial());
        assertEquals(PLAN, granted.fallback());
    }

    @Test
    void bypassIsTheLastResortAsFallback() {
        ModeGrant granted =
                grant(ACCEPT_EDITS, DEFAULT, true).grantFor(ADA, host(Set.of(BYPASS_PERMISSIONS, DONT_ASK)));
        assertEquals(DONT_ASK, granted.initial());
    }

    @Test
    void whenNoModeIsLeftNobodyStarts() {
        var refused = assertThrows(
                GatehouseException.class,
                () -> grant(BYPASS_PERMISSIONS, DEFAULT, false).grantFor(ADA, host(Set.of(BYPASS_PERMISSIONS))));
        assertEquals(ProblemCode.MODE_NOT_GRANTED, refused.problem().code());
    }
}
