package dev.gatehouse.web.policy.control;

import static dev.gatehouse.web.policy.control.Policies.ADA;
import static dev.gatehouse.web.policy.control.Policies.ALL;
import static dev.gatehouse.web.policy.control.Policies.circumstances;
import static dev.gatehouse.web.policy.control.Policies.document;
import static dev.gatehouse.web.policy.control.Policies.everyone;
import static dev.gatehouse.web.policy.control.Policies.inForce;
import static dev.gatehouse.web.policy.control.Policies.lease;
import static dev.gatehouse.web.policy.control.Policies.modeSets;
import static dev.gatehouse.web.policy.control.Policies.modes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.web.policy.entity.Ceiling;
import dev.gatehouse.web.policy.entity.Decided;
import dev.gatehouse.web.policy.entity.Explanation;
import dev.gatehouse.web.policy.entity.Explanation.Part;
import dev.gatehouse.web.policy.entity.PolicyInForce;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every set of modes in every layer, under every lease of one mode and every ceiling, against the rule in one line. */
class DecisionExhaustiveTest {

    @Test
    void everyCeilingOverEverySetForEveryoneAndEveryLease() {
        for (Set<PermissionMode> allowed : modeSets()) {
            if (allowed.isEmpty()) {
                continue;
            }
            PolicyInForce policy = inForce(document(everyone(allowed), modes(Set.of()), modes(Set.of())));
            for (Set<PermissionMode> ceiling : modeSets()) {
                check(policy, allowed, new Ceiling(ceiling, ALL), Optional.empty());
                for (PermissionMode leased : PermissionMode.values()) {
                    check(policy, allowed, new Ceiling(ALL, ceiling), Optional.of(leased));
                }
            }
        }
    }

    @Test
    void everySetInEveryLayer() {
        List<Set<PermissionMode>> coarse =
                modeSets().stream().filter(set -> set.size() != 3).toList();
        for (Set<PermissionMode> first : coarse) {
            for (Set<PermissionMode> second : coarse) {
                for (Set<PermissionMode> third : modeSets()) {
                    if (first.isEmpty()) {
                        continue;
                    }
                    Set<PermissionMode> last = !third.isEmpty() ? third : !second.isEmpty() ? second : first;
                    PolicyInForce policy = inForce(document(everyone(first), modes(second), modes(third)));
                    check(policy, last, new Ceiling(ALL, ALL), Optional.empty());
                }
            }
        }
    }

    private static void check(
            PolicyInForce policy, Set<PermissionMode> allowed, Ceiling ceiling, Optional<PermissionMode> leased) {
        var given = leased.map(mode -> circumstances(ceiling, lease(5, mode))).orElseGet(() -> circumstances(ceiling));
        Set<PermissionMode> expected = EnumSet.copyOf(allowed);
        leased.ifPresent(expected::add);
        expected.removeIf(mode -> !ceiling.admits(mode));
        Decided decided = Decision.decide(policy, ADA, given);
        Set<PermissionMode> found = switch (decided) {
            case Decided.Granted granted -> granted.grant().allowed();
            case Decided.Nothing nothing -> Set.of();
        };
        assertEquals(expected, found);
        everyModeIsExplained(decided.explanation(), expected);
        if (decided instanceof Decided.Granted granted) {
            endsWithThePolicy(granted.grant(), allowed, ceiling);
        }
    }

    private static void everyModeIsExplained(Explanation why, Set<PermissionMode> granted) {
        for (PermissionMode mode : PermissionMode.values()) {
            Part part = granted.contains(mode) ? Part.ALLOWED_MODE : Part.REFUSED_MODE;
            Part other = granted.contains(mode) ? Part.REFUSED_MODE : Part.ALLOWED_MODE;
            assertEquals(1, why.sources(part, mode.wireName()).size());
            assertEquals(0, why.sources(other, mode.wireName()).size());
        }
    }

    private static void endsWithThePolicy(ModeGrant grant, Set<PermissionMode> allowed, Ceiling ceiling) {
        Set<PermissionMode> rest = EnumSet.copyOf(allowed);
        rest.removeIf(mode -> !ceiling.admits(mode));
        Optional<ModeGrant> end = Optional.of(grant);
        while (end.isPresent() && end.get().validUntil().isPresent()) {
            end = end.get().next();
        }
        assertEquals(rest, end.map(ModeGrant::allowed).orElse(Set.of()));
    }
}
