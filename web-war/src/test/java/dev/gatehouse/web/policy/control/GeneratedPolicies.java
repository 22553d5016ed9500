package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.QuestionRules.AnsweredBy;
import dev.gatehouse.contract.QuestionRules.Unwatched;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.web.policy.entity.ActiveFreeze;
import dev.gatehouse.web.policy.entity.ActiveFreeze.Scope;
import dev.gatehouse.web.policy.entity.ActiveLease;
import dev.gatehouse.web.policy.entity.Ceiling;
import dev.gatehouse.web.policy.entity.Circumstances;
import dev.gatehouse.web.policy.entity.Layer;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.policy.entity.PolicyDocument.Named;
import dev.gatehouse.web.policy.entity.PolicyDocument.Publishing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Policies as somebody might write them, for ada of the developers and trainees. */
class GeneratedPolicies extends DomainContextBase {

    private static final List<String> RULES =
            List.of("Bash", "Bash(git push *)", "Read(./.env)", "WebFetch", "mcp__files__*", "Edit(/src/**)", "Write");

    @Provide
    Arbitrary<PermissionMode> modes() {
        return Arbitraries.of(PermissionMode.class);
    }

    @Provide
    Arbitrary<PolicyDocument> documents() {
        Arbitrary<List<Named>> groups = Combinators.combine(layers(), layers(), layers())
                .as((one, two, three) -> List.of(
                        new Named("trainees", one), new Named("strangers", two), new Named("developers", three)));
        Arbitrary<List<Named>> users = layers().map(layer -> List.of(new Named("ada", layer)))
                .optional()
                .map(list -> list.orElse(List.of()));
        return Combinators.combine(complete(), groups, users)
                .as((everyone, some, one) -> new PolicyDocument(everyone, some, one, Publishing.AS_SHIPPED));
    }

    @Provide
    Arbitrary<Circumstances> circumstances() {
        Arbitrary<ActiveLease> leases = Combinators.combine(
                        modeSets(), Arbitraries.integers().between(-2, 6))
                .as((modes, minutes) ->
                        new ActiveLease(UUID.randomUUID(), modes, Policies.NOW.plusSeconds(60L * minutes), "a reason"));
        Arbitrary<ActiveFreeze> freezes = Arbitraries.<Scope>of(
                        new Scope.Group("developers"), new Scope.Group("strangers"), new Scope.Portal())
                .map(scope -> new ActiveFreeze(UUID.randomUUID(), scope, "a reason", Policies.NOW));
        Arbitrary<Ceiling> ceilings =
                Combinators.combine(modeSets(), modeSets()).as(Ceiling::new);
        return Combinators.combine(leases.list().ofMaxSize(4), freezes.list().ofMaxSize(1), ceilings)
                .as((leased, frozen, ceiling) ->
                        new Circumstances(leased, frozen, ceiling, List.of("fast"), Policies.NOW));
    }

    /** Start modes are among the allowed ones, as a text that says otherwise is refused. */
    private static Arbitrary<Layer> complete() {
        return modeSets()
                .filter(set -> !set.isEmpty())
                .flatMap(set -> Combinators.combine(layers(), Arbitraries.of(set), Arbitraries.of(set))
                        .as((layer, initial, fallback) -> layer.withAllowed(Optional.of(set))
                                .withStart(Optional.of(initial), Optional.of(fallback))));
    }

    private static Arbitrary<Layer> layers() {
        Arbitrary<Optional<Set<PermissionMode>>> allowed =
                modeSets().map(set -> Optional.of(set).filter(each -> !each.isEmpty()));
        return Combinators.combine(
                        allowed,
                        ruleLists(),
                        bounds(),
                        Arbitraries.of(AnsweredBy.class).optional(),
                        Arbitraries.of(Unwatched.class).optional())
                .as((modes, rules, bounds, by, unwatched) -> Layer.EMPTY
                        .withAllowed(modes)
                        .withRules(rules)
                        .withLimits(bounds)
                        .withQuestions(by, unwatched));
    }

    private static Arbitrary<Rules> ruleLists() {
        Arbitrary<List<String>> list =
                Arbitraries.of(RULES).list().uniqueElements().ofMaxSize(4);
        return Combinators.combine(list, list, list).as(Rules::new);
    }

    private static Arbitrary<Layer.Bounds> bounds() {
        Arbitrary<Optional<Integer>> number =
                Arbitraries.integers().between(1, 900).optional();
        return Combinators.combine(number, number, number, number).as(Layer.Bounds::new);
    }

    private static Arbitrary<Set<PermissionMode>> modeSets() {
        return Arbitraries.of(PermissionMode.class).set().ofMaxSize(6);
    }
}
