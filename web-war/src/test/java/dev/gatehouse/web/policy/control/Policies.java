package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.web.policy.entity.ActiveLease;
import dev.gatehouse.web.policy.entity.Ceiling;
import dev.gatehouse.web.policy.entity.Circumstances;
import dev.gatehouse.web.policy.entity.Decided;
import dev.gatehouse.web.policy.entity.Layer;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.policy.entity.PolicyDocument.Publishing;
import dev.gatehouse.web.policy.entity.PolicyInForce;
import dev.gatehouse.web.policy.entity.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Policies and people of the tests. */
final class Policies {

    static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");
    static final Set<PermissionMode> ALL = Set.of(PermissionMode.values());
    static final Ceiling NO_CEILING = new Ceiling(ALL, ALL);
    static final Subject ADA = new Subject(UUID.randomUUID(), "ada", Set.of("developers", "trainees"));
    static final KnownNames ANYONE = new KnownNames() {
        @Override
        public Set<String> groups(Set<String> names) {
            return names;
        }

        @Override
        public Set<String> users(Set<String> names) {
            return names;
        }
    };

    private Policies() {}

    static Layer everyone(Set<PermissionMode> allowed) {
        PermissionMode any = EnumSet.copyOf(allowed).iterator().next();
        return Layer.EMPTY.withAllowed(Optional.of(allowed)).withStart(Optional.of(any), Optional.of(any));
    }

    static Layer modes(Set<PermissionMode> allowed) {
        return Layer.EMPTY.withAllowed(Optional.of(allowed).filter(each -> !each.isEmpty()));
    }

    static PolicyDocument document(Layer everyone, Layer developers, Layer ada) {
        return new PolicyDocument(
                everyone,
                List.of(new PolicyDocument.Named("developers", developers)),
                List.of(new PolicyDocument.Named("ada", ada)),
                Publishing.AS_SHIPPED);
    }

    static PolicyInForce inForce(PolicyDocument document) {
        return new PolicyInForce(7, document, 41);
    }

    static Circumstances circumstances(Ceiling ceiling, ActiveLease... leases) {
        return new Circumstances(List.of(leases), List.of(), ceiling, List.of("fast", "clever"), NOW);
    }

    static ActiveLease lease(int minutes, PermissionMode... modes) {
        return new ActiveLease(
                UUID.randomUUID(), Set.of(modes), NOW.plusSeconds(60L * minutes), "for " + minutes + " minutes");
    }

    static ModeGrant granted(Decided decided) {
        return switch (decided) {
            case Decided.Granted granted -> granted.grant();
            case Decided.Nothing nothing -> throw new AssertionError(nothing.why());
        };
    }

    static Rules deny(String... rules) {
        return new Rules(List.of(rules), List.of(), List.of());
    }

    /** All 64 sets of modes, the empty one first. */
    static List<Set<PermissionMode>> modeSets() {
        List<Set<PermissionMode>> sets = new ArrayList<>();
        PermissionMode[] modes = PermissionMode.values();
        for (int bits = 0; bits < 1 << modes.length; bits++) {
            Set<PermissionMode> set = EnumSet.noneOf(PermissionMode.class);
            for (PermissionMode mode : modes) {
                if ((bits >> mode.ordinal() & 1) == 1) {
                    set.add(mode);
                }
            }
            sets.add(set);
        }
        return sets;
    }
}
