package dev.gatehouse.web.policy.control;

import static dev.gatehouse.contract.PermissionMode.ACCEPT_EDITS;
import static dev.gatehouse.contract.PermissionMode.AUTO;
import static dev.gatehouse.contract.PermissionMode.BYPASS_PERMISSIONS;
import static dev.gatehouse.contract.PermissionMode.DEFAULT;
import static dev.gatehouse.contract.PermissionMode.DONT_ASK;
import static dev.gatehouse.contract.PermissionMode.PLAN;
import static dev.gatehouse.web.policy.control.Policies.ADA;
import static dev.gatehouse.web.policy.control.Policies.ALL;
import static dev.gatehouse.web.policy.control.Policies.NOW;
import static dev.gatehouse.web.policy.control.Policies.NO_CEILING;
import static dev.gatehouse.web.policy.control.Policies.circumstances;
import static dev.gatehouse.web.policy.control.Policies.deny;
import static dev.gatehouse.web.policy.control.Policies.document;
import static dev.gatehouse.web.policy.control.Policies.everyone;
import static dev.gatehouse.web.policy.control.Policies.granted;
import static dev.gatehouse.web.policy.control.Policies.inForce;
import static dev.gatehouse.web.policy.control.Policies.lease;
import static dev.gatehouse.web.policy.control.Policies.modes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.QuestionRules;
import dev.gatehouse.contract.QuestionRules.AnsweredBy;
import dev.gatehouse.contract.QuestionRules.Unwatched;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.web.policy.entity.ActiveFreeze;
import dev.gatehouse.web.policy.entity.ActiveFreeze.Scope;
import dev.gatehouse.web.policy.entity.ActiveLease;
import dev.gatehouse.web.policy.entity.Ceiling;
import dev.gatehouse.web.policy.entity.Circumstances;
import dev.gatehouse.web.policy.entity.Decided;
import dev.gatehouse.web.policy.entity.Explanation;
import dev.gatehouse.web.policy.entity.Explanation.Part;
import dev.gatehouse.web.policy.entity.Layer;
import dev.gatehouse.web.policy.entity.LayerId;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.policy.entity.PolicyDocument.Named;
import dev.gatehouse.web.policy.entity.PolicyDocument.Publishing;
import dev.gatehouse.web.policy.entity.Source;
import dev.gatehouse.web.policy.entity.Subject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DecisionTest {

    private static Decided decide(PolicyDocument document, Circumstances given) {
        return Decision.decide(inForce(document), ADA, given);
    }

    private static Source group(String name) {
        return new Source.OfLayer(LayerId.group(name));
    }

    @Test
    void theLastLayerThatNamesModesReplacesThoseBeforeIt() {
        var all = document(everyone(Set.of(DEFAULT, PLAN)), modes(Set.of(ACCEPT_EDITS)), Layer.EMPTY);
        assertEquals(
                Set.of(ACCEPT_EDITS),
                granted(decide(all, circumstances(NO_CEILING))).allowed());
        Subject stranger = new Subject(UUID.randomUUID(), "bob", Set.of());
        ModeGrant bob = granted(Decision.decide(inForce(all), stranger, circumstances(NO_CEILING)));
        assertEquals(Set.of(DEFAULT, PLAN), bob.allowed());
    }

    @Test
    void ofSeveralGroupsTheLaterInTheDocumentCounts() {
        var policy = new PolicyDocument(
                everyone(Set.of(DEFAULT)),
                List.of(
                        new Named("trainees", modes(Set.of(PLAN))),
                        new Named("strangers", modes(Set.of(AUTO))),
                        new Named("developers", modes(Set.of(ACCEPT_EDITS)).withLimits(Layer.Bounds.NONE))),
                List.of(),
                Publishing.AS_SHIPPED);
        assertEquals(
                Set.of(ACCEPT_EDITS),
                granted(decide(policy, circumstances(NO_CEILING))).allowed());
    }

    @Test
    void rulesOfAllLayersHoldTogetherAndEachIsNamedWithEveryLayerItComesFrom() {
        var policy = document(
                everyone(ALL).withRules(deny("WebFetch", "Read(./.env)")),
                Layer.EMPTY.withRules(new Rules(List.of("WebFetch"), List.of("Bash(git push *)"), List.of())),
                Layer.EMPTY.withRules(new Rules(List.of(), List.of(), List.of("WebFetch"))));
        Decided decided = decide(policy, circumstances(NO_CEILING));
        assertEquals(
                List.of("WebFetch", "Read(./.env)"), granted(decided).rules().deny());
        assertEquals(List.of("Bash(git push *)"), granted(decided).rules().ask());
        assertEquals(
                List.of(new Source.OfLayer(LayerId.EVERYONE), group("developers")),
                decided.explanation().sources(Part.DENY, "WebFetch"));
        assertEquals(
                List.of(new Source.OfLayer(LayerId.user("ada"))),
                decided.explanation().sources(Part.ALLOW, "WebFetch"));
    }

    @Test
    void whatNoLayerSaysIsBuiltInAndSaidToBe() {
        Decided decided = decide(document(everyone(ALL), Layer.EMPTY, Layer.EMPTY), circumstances(NO_CEILING));
        assertEquals(Limits.AS_SHIPPED, granted(decided).limits());
        assertEquals(QuestionRules.AS_SHIPPED, granted(decided).questions());
        assertEquals(List.of(new Source.BuiltIn()), decided.explanation().sources(Part.IDLE_MINUTES, "30"));
    }

    @Test
    void eachLimitAndWhoAnswersComesFromTheLastLayerThatSaysIt() {
        Layer few = Layer.EMPTY.withLimits(
                new Layer.Bounds(Optional.empty(), Optional.of(5), Optional.of(1), Optional.empty()));
        Layer ada = Layer.EMPTY
                .withLimits(new Layer.Bounds(Optional.of(20), Optional.empty(), Optional.of(2), Optional.empty()))
                .withQuestions(Optional.of(AnsweredBy.FOUR_EYES), Optional.of(Unwatched.PARK));
        Decided decided = decide(document(everyone(ALL), few, ada), circumstances(NO_CEILING));
        assertEquals(new Limits(20, 5, 2, 120), granted(decided).limits());
        assertEquals(
                new QuestionRules(AnsweredBy.FOUR_EYES, Unwatched.PARK),
                granted(decided).questions());
        Explanation why = decided.explanation();
        assertEquals(List.of(group("developers")), why.sources(Part.IDLE_MINUTES, "5"));
        assertEquals(List.of(new Source.OfLayer(LayerId.user("ada"))), why.sources(Part.ANSWERED_BY, "fourEyes"));
    }

    @Test
    void theCeilingOfTheHostAndOfThePortalCutAndAreNamed() {
        var ceiling = new Ceiling(Set.of(DEFAULT, BYPASS_PERMISSIONS), Set.of(DEFAULT, PLAN));
        Layer wide = everyone(ALL).withStart(Optional.of(BYPASS_PERMISSIONS), Optional.of(DEFAULT));
        Decided decided = decide(document(wide, Layer.EMPTY, Layer.EMPTY), circumstances(ceiling));
        assertEquals(Set.of(DEFAULT), granted(decided).allowed());
        assertEquals(DEFAULT, granted(decided).initial());
        Explanation why = decided.explanation();
        assertEquals(List.of(new Source.PortalCeiling()), why.sources(Part.REFUSED_MODE, "bypassPermissions"));
        assertEquals(List.of(new Source.HostCeiling()), why.sources(Part.REFUSED_MODE, "plan"));
        assertInstanceOf(
                Source.InsteadOf.class, why.sources(Part.INITIAL, "default").getFirst());
    }

    @Test
    void bypassIsTheLastResortAsFallback() {
        var ceiling = new Ceiling(Set.of(BYPASS_PERMISSIONS, DONT_ASK), ALL);
        Layer wide = everyone(ALL).withStart(Optional.of(PLAN), Optional.of(DEFAULT));
        ModeGrant grant = granted(decide(document(wide, Layer.EMPTY, Layer.EMPTY), circumstances(ceiling)));
        assertEquals(DONT_ASK, grant.initial());
        assertEquals(DONT_ASK, grant.fallback());
    }

    @Test
    void whenNoModeIsLeftNothingIsGrantedAndEachModeSaysWhy() {
        var ceiling = new Ceiling(Set.of(PLAN), ALL);
        var policy = document(everyone(Set.of(DEFAULT)), Layer.EMPTY, Layer.EMPTY);
        var nothing = assertInstanceOf(Decided.Nothing.class, decide(policy, circumstances(ceiling)));
        assertEquals(6, nothing.explanation().of(Part.REFUSED_MODE).count());
        assertEquals(List.of(new Source.HostCeiling()), nothing.explanation().sources(Part.REFUSED_MODE, "default"));
    }

    @Test
    void leasesEndOneAfterTheOtherAndTheChainComesBackToThePolicy() {
        var policy = document(everyone(Set.of(DEFAULT)), Layer.EMPTY, Layer.EMPTY);
        ActiveLease early = lease(10, ACCEPT_EDITS);
        ActiveLease late = lease(30, BYPASS_PERMISSIONS, DEFAULT);
        Decided decided = decide(policy, circumstances(NO_CEILING, late, early, lease(-1, PLAN), lease(0, AUTO)));
        ModeGrant first = granted(decided);
        assertEquals(Set.of(DEFAULT, ACCEPT_EDITS, BYPASS_PERMISSIONS), first.allowed());
        assertEquals(Optional.of(early.until()), first.validUntil());
        ModeGrant second = first.next().orElseThrow();
        assertEquals(Set.of(DEFAULT, BYPASS_PERMISSIONS), second.allowed());
        assertEquals(Optional.of(late.until()), second.validUntil());
        ModeGrant last = second.next().orElseThrow();
        assertEquals(granted(decide(policy, circumstances(NO_CEILING))), last);
        assertEquals(
                List.of(new Source.OfLease(early.id(), early.until(), early.reason())),
                decided.explanation().sources(Part.ALLOWED_MODE, "acceptEdits"));
    }

    @Test
    void aLeaseThatAddsNothingSetsNoDeadline() {
        var policy = document(everyone(ALL), Layer.EMPTY, Layer.EMPTY);
        assertEquals(
                granted(decide(policy, circumstances(NO_CEILING))),
                granted(decide(policy, circumstances(NO_CEILING, lease(10, BYPASS_PERMISSIONS)))));
    }

    @Test
    void aLeaseNeverTakesADenyRuleAway() {
        var policy = document(everyone(Set.of(PLAN)).withRules(deny("Bash")), Layer.EMPTY, Layer.EMPTY);
        ModeGrant grant = granted(decide(policy, circumstances(NO_CEILING, lease(5, BYPASS_PERMISSIONS))));
        assertEquals(List.of("Bash"), grant.rules().deny());
        assertTrue(grant.allows(BYPASS_PERMISSIONS));
    }

    @Test
    void whereOnlyALeaseAllowsAnythingNothingFollowsIt() {
        var ceiling = new Ceiling(Set.of(AUTO), ALL);
        var policy = document(everyone(Set.of(DEFAULT)), Layer.EMPTY, Layer.EMPTY);
        ModeGrant grant = granted(decide(policy, circumstances(ceiling, lease(5, AUTO))));
        assertEquals(Optional.of(NOW.plusSeconds(300)), grant.validUntil());
        assertEquals(Optional.empty(), grant.next());
    }

    @Test
    void aFreezeOfThePortalOrOfOnesGroupStopsTheWholeChainAndGivesItsReason() {
        var policy = document(everyone(Set.of(DEFAULT)), Layer.EMPTY, Layer.EMPTY);
        var ours = new ActiveFreeze(UUID.randomUUID(), new Scope.Group("developers"), "a leaked key", NOW);
        var others = new ActiveFreeze(UUID.randomUUID(), new Scope.Group("sales"), "another thing", NOW);
        var given = new Circumstances(
                List.of(lease(5, BYPASS_PERMISSIONS)), List.of(others, ours), NO_CEILING, List.of(), NOW);
        Decided decided = decide(policy, given);
        ModeGrant grant = granted(decided);
        assertEquals(Optional.of("a leaked key"), grant.frozen());
        assertEquals(Optional.of("a leaked key"), grant.next().orElseThrow().frozen());
        assertEquals(
                List.of(new Source.OfFreeze(ours.id(), new Scope.Group("developers"))),
                decided.explanation().sources(Part.FROZEN, "a leaked key"));
    }

    @Test
    void theGrantCarriesVersionRevisionAndModels() {
        ModeGrant grant = granted(decide(document(everyone(ALL), Layer.EMPTY, Layer.EMPTY), circumstances(NO_CEILING)));
        assertEquals(7, grant.policyVersion());
        assertEquals(41, grant.revision());
        assertEquals(List.of("fast", "clever"), grant.models());
    }
}
