package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.web.policy.entity.ActiveFreeze;
import dev.gatehouse.web.policy.entity.ActiveLease;
import dev.gatehouse.web.policy.entity.Circumstances;
import dev.gatehouse.web.policy.entity.Decided;
import dev.gatehouse.web.policy.entity.Explanation;
import dev.gatehouse.web.policy.entity.Explanation.Line;
import dev.gatehouse.web.policy.entity.Explanation.Part;
import dev.gatehouse.web.policy.entity.PolicyInForce;
import dev.gatehouse.web.policy.entity.Source;
import dev.gatehouse.web.policy.entity.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a person may do now and from the end of each lease on: a function of what it is given and of nothing else.
 *
 * <p>Layers are looked at in the order everyone, groups as the document lists them, user. A later layer replaces what
 * it names; rules of all layers hold together, so that a deny or ask rule is never lost. A lease adds modes, and
 * nothing exceeds the ceiling.
 */
public final class Decision {

    private final PolicyInForce policy;
    private final Merged merged;
    private final Circumstances given;
    private final List<ActiveLease> leases;
    private final Optional<String> frozen;

    private Decision(PolicyInForce policy, Subject subject, Circumstances given) {
        this.policy = policy;
        this.merged = Merged.of(policy.document().layersOf(subject));
        this.given = given;
        this.leases = given.leases().stream()
                .filter(lease -> lease.until().isAfter(given.now()))
                .sorted(Comparator.comparing(ActiveLease::until).thenComparing(ActiveLease::id))
                .toList();
        this.frozen = freezes(subject);
    }

    public static Decided decide(PolicyInForce policy, Subject subject, Circumstances given) {
        return new Decision(policy, subject, given).decided(subject);
    }

    private Decided decided(Subject subject) {
        ModeChoice now = modes(given.now());
        List<Line> lines = new ArrayList<>(now.lines());
        lines.addAll(merged.lines());
        given.models().forEach(model -> lines.add(new Line(Part.MODEL, model, new Source.Host())));
        given.freezes().stream()
                .filter(freeze -> freeze.holdsFor(subject))
                .forEach(freeze -> lines.add(
                        new Line(Part.FROZEN, freeze.reason(), new Source.OfFreeze(freeze.id(), freeze.scope()))));
        var explanation = new Explanation(lines);
        Optional<ModeGrant> grant = chain();
        return grant.isPresent()
                ? new Decided.Granted(grant.get(), explanation)
                : new Decided.Nothing(
                        "No permission mode is allowed here. An administrator has to allow one.", explanation);
    }

    /** From the last lease's end backwards; parts that a lease's end does not change are one. */
    private Optional<ModeGrant> chain() {
        List<Instant> ends = leases.stream().map(ActiveLease::until).distinct().toList();
        Optional<ModeGrant> following = grant(ends.isEmpty() ? given.now() : ends.getLast());
        for (int i = ends.size() - 1; i >= 0; i--) {
            Optional<ModeGrant> before = grant(i == 0 ? given.now() : ends.get(i - 1));
            if (before.isPresent() && !sameModes(before, following)) {
                following = Optional.of(until(before.get(), ends.get(i), following));
            }
        }
        return following;
    }

    private static boolean sameModes(Optional<ModeGrant> one, Optional<ModeGrant> other) {
        return one.map(ModeGrant::allowed).equals(other.map(ModeGrant::allowed));
    }

    private Optional<ModeGrant> grant(Instant from) {
        ModeChoice modes = modes(from);
        if (modes.granted().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ModeGrant(
                modes.granted(),
                modes.initial(),
                modes.fallback(),
                merged.rules(),
                merged.limits(),
                given.models(),
                policy.number(),
                Optional.empty(),
                merged.questions(),
                frozen,
                policy.revision(),
                Optional.empty()));
    }

    private static ModeGrant until(ModeGrant grant, Instant end, Optional<ModeGrant> next) {
        return new ModeGrant(
                grant.allowed(),
                grant.initial(),
                grant.fallback(),
                grant.rules(),
                grant.limits(),
                grant.models(),
                grant.policyVersion(),
                Optional.of(end),
                grant.questions(),
                grant.frozen(),
                grant.revision(),
                next);
    }

    private ModeChoice modes(Instant at) {
        return new ModeChoice(
                merged,
                leases.stream().filter(lease -> lease.until().isAfter(at)).toList(),
                given.ceiling());
    }

    private Optional<String> freezes(Subject subject) {
        List<String> reasons = given.freezes().stream()
                .filter(freeze -> freeze.holdsFor(subject))
                .map(ActiveFreeze::reason)
                .distinct()
                .toList();
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
    }
}
