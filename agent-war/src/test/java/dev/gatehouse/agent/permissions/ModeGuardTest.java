package dev.gatehouse.agent.permissions;

import static dev.gatehouse.contract.PermissionMode.ACCEPT_EDITS;
import static dev.gatehouse.contract.PermissionMode.BYPASS_PERMISSIONS;
import static dev.gatehouse.contract.PermissionMode.DEFAULT;
import static dev.gatehouse.contract.PermissionMode.PLAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.Rules;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModeGuardTest {

    private static final Set<PermissionMode> ALL = EnumSet.allOf(PermissionMode.class);
    private static final ModeGuard OPEN = new ModeGuard(ALL, Optional.empty());

    private static ModeGrant grant(PermissionMode initial, PermissionMode fallback, PermissionMode... more) {
        Set<PermissionMode> allowed = new HashSet<>(List.of(more));
        allowed.add(initial);
        allowed.add(fallback);
        return new ModeGrant(allowed, initial, fallback, Rules.NONE, Limits.AS_SHIPPED, List.of(), 1, Optional.empty());
    }

    @Test
    void startsInTheWantedModeWhereItIsEffective() {
        assertEquals(
                new ModeGuard.Launch(BYPASS_PERMISSIONS, Optional.empty()),
                OPEN.launch(grant(BYPASS_PERMISSIONS, DEFAULT), BYPASS_PERMISSIONS));
    }

    @Test
    void fallsBackAndSaysWhyWhereTheHostHasNoIsolation() {
        var guard = new ModeGuard(ALL, Optional.of("No isolation here."));
        var launch = guard.launch(grant(BYPASS_PERMISSIONS, DEFAULT), BYPASS_PERMISSIONS);
        assertEquals(DEFAULT, launch.mode());
        assertTrue(launch.notice().orElseThrow().contains("No isolation here."));
        assertFalse(guard.mayBypass(grant(BYPASS_PERMISSIONS, DEFAULT)));
    }

    @Test
    void operatorsCeilingBeatsTheGrant() {
        var guard = new ModeGuard(EnumSet.of(DEFAULT, PLAN), Optional.empty());
        assertEquals(Set.of(DEFAULT), guard.effective(grant(BYPASS_PERMISSIONS, DEFAULT, ACCEPT_EDITS)));
        var refused =
                assertThrows(GatehouseException.class, () -> guard.require(grant(ACCEPT_EDITS, DEFAULT), ACCEPT_EDITS));
        assertEquals(ProblemCode.MODE_NOT_GRANTED, refused.problem().code());
        assertTrue(refused.problem().detail().contains("operator"));
    }

    @Test
    void refusesToStartWhereNotEvenTheFallbackIsEffective() {
        var guard = new ModeGuard(EnumSet.of(PLAN), Optional.empty());
        assertThrows(GatehouseException.class, () -> guard.launch(grant(BYPASS_PERMISSIONS, DEFAULT), DEFAULT));
    }

    @Test
    void effectiveModesAreExactlyTheIntersectionForEveryCeilingAndGrant() {
        for (int ceiling = 0; ceiling < 64; ceiling++) {
            for (int allowed = 1; allowed < 64; allowed++) {
                Set<PermissionMode> c = set(ceiling);
                Set<PermissionMode> a = set(allowed);
                PermissionMode any = a.iterator().next();
                var grant = new ModeGrant(a, any, any, Rules.NONE, Limits.AS_SHIPPED, List.of(), 1, Optional.empty());
                Set<PermissionMode> expected = new HashSet<>(a);
                expected.retainAll(c);
                assertEquals(expected, new ModeGuard(c, Optional.empty()).effective(grant));
                expected.remove(BYPASS_PERMISSIONS);
                assertEquals(expected, new ModeGuard(c, Optional.of("no")).effective(grant));
            }
        }
    }

    private static Set<PermissionMode> set(int bits) {
        Set<PermissionMode> modes = EnumSet.noneOf(PermissionMode.class);
        for (PermissionMode mode : PermissionMode.values()) {
            if ((bits & 1 << mode.ordinal()) != 0) {
                modes.add(mode);
            }
        }
        return modes;
    }
}
