package dev.gatehouse.web.policy.control;

import static dev.gatehouse.web.policy.control.Policies.ADA;
import static dev.gatehouse.web.policy.control.Policies.NOW;
import static dev.gatehouse.web.policy.control.Policies.inForce;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.web.policy.entity.Circumstances;
import dev.gatehouse.web.policy.entity.Decided;
import dev.gatehouse.web.policy.entity.Explanation;
import dev.gatehouse.web.policy.entity.Explanation.Part;
import dev.gatehouse.web.policy.entity.Layer;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.policy.entity.PolicyDocument.Named;
import dev.gatehouse.web.policy.entity.PolicyDocument.Placed;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What holds for any policy, any leases and any ceiling. */
@Domain(GeneratedPolicies.class)
@Domain(DomainContext.Global.class)
class DecisionPropertiesTest {

    private static Optional<ModeGrant> grant(PolicyDocument document, Circumstances given) {
        return Decision.decide(inForce(document), ADA, given) instanceof Decided.Granted granted
                ? Optional.of(granted.grant())
                : Optional.empty();
    }

    private static Stream<ModeGrant> chain(ModeGrant grant) {
        return Stream.iterate(
                        Optional.of(grant),
                        Optional::isPresent,
                        each -> each.orElseThrow().next())
                .map(Optional::orElseThrow);
    }

    @Property
    void aDenyOrAskRuleOfAnyLayerIsNeverLost(@ForAll PolicyDocument document, @ForAll Circumstances given) {
        grant(document, given).stream().flatMap(DecisionPropertiesTest::chain).forEach(grant -> {
            for (Placed placed : document.layersOf(ADA)) {
                assertTrue(
                        grant.rules().deny().containsAll(placed.layer().rules().deny()));
                assertTrue(
                        grant.rules().ask().containsAll(placed.layer().rules().ask()));
            }
        });
    }

    @Property
    void noPartOfTheChainExceedsTheCeiling(@ForAll PolicyDocument document, @ForAll Circumstances given) {
        grant(document, given).stream()
                .flatMap(DecisionPropertiesTest::chain)
                .flatMap(grant -> grant.allowed().stream())
                .forEach(mode -> assertTrue(given.ceiling().admits(mode)));
    }

    @Property
    void afterAllLeasesTheChainIsTheGrantWithoutLeases(@ForAll PolicyDocument document, @ForAll Circumstances given) {
        var without = new Circumstances(List.of(), given.freezes(), given.ceiling(), given.models(), given.now());
        Optional<ModeGrant> grant = grant(document, given);
        Optional<ModeGrant> last = grant.flatMap(first ->
                chain(first).filter(each -> each.validUntil().isEmpty()).findFirst());
        assertEquals(grant(document, without), last);
    }

    @Property
    void theChainOnlyNarrowsAndItsEndsComeInOrder(@ForAll PolicyDocument document, @ForAll Circumstances given) {
        grant(document, given).ifPresent(first -> {
            List<ModeGrant> parts = chain(first).toList();
            for (int i = 1; i < parts.size(); i++) {
                assertTrue(parts.get(i - 1).allowed().containsAll(parts.get(i).allowed()));
                assertFalse(parts.get(i - 1).allowed().equals(parts.get(i).allowed()));
                var end = parts.get(i - 1).validUntil().orElseThrow();
                assertTrue(end.isAfter(NOW));
                parts.get(i).validUntil().ifPresent(next -> assertTrue(next.isAfter(end)));
            }
        });
    }

    @Property
    void everyPartOfAGrantHasASource(@ForAll PolicyDocument document, @ForAll Circumstances given) {
        Decided decided = Decision.decide(inForce(document), ADA, given);
        Explanation why = decided.explanation();
        if (!(decided instanceof Decided.Granted granted)) {
            return;
        }
        ModeGrant grant = granted.grant();
        Limits limits = grant.limits();
        assertNamed(why, Part.ALLOWED_MODE, grant.allowed().stream().map(PermissionMode::wireName));
        assertNamed(why, Part.INITIAL, Stream.of(grant.initial().wireName()));
        assertNamed(why, Part.FALLBACK, Stream.of(grant.fallback().wireName()));
        assertNamed(why, Part.DENY, grant.rules().deny().stream());
        assertNamed(why, Part.ASK, grant.rules().ask().stream());
        assertNamed(why, Part.ALLOW, grant.rules().allow().stream());
        assertNamed(why, Part.QUESTION_MINUTES, Stream.of("" + limits.questionMinutes()));
        assertNamed(why, Part.IDLE_MINUTES, Stream.of("" + limits.idleMinutes()));
        assertNamed(why, Part.LIVE_SESSIONS, Stream.of("" + limits.liveSessions()));
        assertNamed(why, Part.SINGLE_SHOT_SECONDS, Stream.of("" + limits.singleShotSeconds()));
        assertNamed(why, Part.MODEL, grant.models().stream());
        assertEquals(grant.frozen().isPresent(), why.of(Part.FROZEN).findAny().isPresent());
        assertEquals(1, why.of(Part.ANSWERED_BY).count());
        assertEquals(1, why.of(Part.UNWATCHED).count());
        assertEquals(
                6,
                Stream.concat(why.of(Part.ALLOWED_MODE), why.of(Part.REFUSED_MODE))
                        .map(Explanation.Line::value)
                        .distinct()
                        .count());
    }

    private static void assertNamed(Explanation why, Part part, Stream<String> values) {
        values.forEach(value -> assertFalse(why.sources(part, value).isEmpty(), part + " " + value));
    }

    @Property
    void narrowingALayerNeverWidensAGrant(
            @ForAll PolicyDocument document,
            @ForAll Circumstances given,
            @ForAll PermissionMode taken,
            @ForAll @IntRange(max = 3) int which) {
        PolicyDocument narrower = narrowed(document, which, taken);
        Optional<ModeGrant> before = grant(document, given);
        Optional<ModeGrant> after = grant(narrower, given);
        after.ifPresent(grant -> {
            ModeGrant wider = before.orElseThrow();
            assertTrue(wider.allowed().containsAll(grant.allowed()));
            assertTrue(grant.rules().deny().containsAll(wider.rules().deny()));
            assertTrue(grant.rules().ask().containsAll(wider.rules().ask()));
            assertTrue(wider.rules().allow().containsAll(grant.rules().allow()));
            assertTrue(grant.limits().liveSessions() <= wider.limits().liveSessions());
            assertTrue(grant.limits().singleShotSeconds() <= wider.limits().singleShotSeconds());
        });
    }

    /** One layer with a mode, an allow rule and half of its limits less, and a deny and an ask rule more. */
    private static PolicyDocument narrowed(PolicyDocument document, int which, PermissionMode taken) {
        List<Named> groups = new ArrayList<>(document.groups());
        if (which < groups.size()) {
            Named group = groups.get(which);
            groups.set(which, new Named(group.name(), narrowed(group.layer(), taken)));
            return new PolicyDocument(document.everyone(), groups, document.users(), document.publishing());
        }
        return new PolicyDocument(
                narrowed(document.everyone(), taken), groups, document.users(), document.publishing());
    }

    private static Layer narrowed(Layer layer, PermissionMode taken) {
        Optional<Set<PermissionMode>> fewer = layer.allowed().map(allowed -> {
            Set<PermissionMode> rest = EnumSet.copyOf(allowed);
            rest.remove(taken);
            return rest.isEmpty() ? allowed : Set.copyOf(rest);
        });
        Rules rules = layer.rules();
        List<String> deny = new ArrayList<>(rules.deny());
        deny.add("Bash(curl *)");
        List<String> ask = new ArrayList<>(rules.ask());
        ask.add("WebFetch");
        List<String> allow = rules.allow().stream().skip(1).toList();
        Layer.Bounds bounds = layer.limits();
        return layer.withAllowed(fewer)
                .withRules(new Rules(deny, ask, allow))
                .withLimits(new Layer.Bounds(
                        bounds.questionMinutes(),
                        bounds.idleMinutes(),
                        bounds.liveSessions().map(value -> Math.max(1, value / 2)),
                        bounds.singleShotSeconds().map(value -> Math.max(1, value / 2))));
    }

    @Property
    void theSameInputIsTheSameDecision(@ForAll PolicyDocument document, @ForAll Circumstances given) {
        assertEquals(Decision.decide(inForce(document), ADA, given), Decision.decide(inForce(document), ADA, given));
    }

    @Property
    void aPolicyWrittenAndReadAgainIsTheSame(@ForAll PolicyDocument document) {
        PolicyText text = PolicyText.read(PolicyJson.write(document), Policies.ANYONE);
        assertEquals(
                Optional.of(document), text.document(), () -> text.findings().toString());
    }
}
