package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.web.policy.entity.ActiveLease;
import dev.gatehouse.web.policy.entity.Ceiling;
import dev.gatehouse.web.policy.entity.Explanation.Line;
import dev.gatehouse.web.policy.entity.Explanation.Part;
import dev.gatehouse.web.policy.entity.Source;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The modes of a grant while these leases last. */
final class ModeChoice {

    private final Merged merged;
    private final List<ActiveLease> leases;
    private final Ceiling ceiling;
    private final Set<PermissionMode> granted = EnumSet.noneOf(PermissionMode.class);

    ModeChoice(Merged merged, List<ActiveLease> leases, Ceiling ceiling) {
        this.merged = merged;
        this.leases = leases;
        this.ceiling = ceiling;
        granted.addAll(merged.allowed().value());
        leases.forEach(lease -> granted.addAll(lease.modes()));
        granted.removeIf(mode -> !ceiling.admits(mode));
    }

    Set<PermissionMode> granted() {
        return granted;
    }

    PermissionMode initial() {
        PermissionMode wanted = merged.initial().value();
        return granted.contains(wanted) ? wanted : fallback();
    }

    /** Where the named one is cut: the first of what is left, and bypass only if nothing else is. */
    PermissionMode fallback() {
        PermissionMode wanted = merged.fallback().value();
        if (granted.contains(wanted)) {
            return wanted;
        }
        return granted.stream()
                .filter(mode -> mode != PermissionMode.BYPASS_PERMISSIONS)
                .findFirst()
                .orElse(PermissionMode.BYPASS_PERMISSIONS);
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (PermissionMode mode : PermissionMode.values()) {
            Part part = granted.contains(mode) ? Part.ALLOWED_MODE : Part.REFUSED_MODE;
            sources(mode).forEach(source -> lines.add(new Line(part, mode.wireName(), source)));
        }
        if (!granted.isEmpty()) {
            lines.add(start(Part.INITIAL, initial(), merged.initial()));
            lines.add(start(Part.FALLBACK, fallback(), merged.fallback()));
        }
        return lines;
    }

    /** Why it is granted, or why it is not. */
    private List<Source> sources(PermissionMode mode) {
        Source layer = merged.allowed().source();
        if (merged.allowed().value().contains(mode)) {
            return granted.contains(mode) ? List.of(layer) : List.of(cut(mode));
        }
        List<ActiveLease> leased =
                leases.stream().filter(lease -> lease.modes().contains(mode)).toList();
        if (leased.isEmpty()) {
            return List.of(layer);
        }
        return granted.contains(mode)
                ? leased.stream()
                        .<Source>map(lease -> new Source.OfLease(lease.id(), lease.until(), lease.reason()))
                        .toList()
                : List.of(cut(mode));
    }

    private Source cut(PermissionMode mode) {
        return ceiling.host().contains(mode) ? new Source.PortalCeiling() : new Source.HostCeiling();
    }

    private static Line start(Part part, PermissionMode chosen, Merged.Sourced<PermissionMode> wanted) {
        Source source = chosen == wanted.value()
                ? wanted.source()
                : new Source.InsteadOf(wanted.value().wireName(), wanted.source());
        return new Line(part, chosen.wireName(), source);
    }
}
