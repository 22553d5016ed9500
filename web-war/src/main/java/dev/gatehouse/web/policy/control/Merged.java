package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.QuestionRules;
import dev.gatehouse.contract.QuestionRules.AnsweredBy;
import dev.gatehouse.contract.QuestionRules.Unwatched;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.web.policy.entity.Explanation.Line;
import dev.gatehouse.web.policy.entity.Explanation.Part;
import dev.gatehouse.web.policy.entity.Layer;
import dev.gatehouse.web.policy.entity.PolicyDocument.Placed;
import dev.gatehouse.web.policy.entity.PolicyWords;
import dev.gatehouse.web.policy.entity.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The layers of one person as one, each value with the layer it comes from. */
record Merged(
        Sourced<Set<PermissionMode>> allowed,
        Sourced<PermissionMode> initial,
        Sourced<PermissionMode> fallback,
        Rules rules,
        Limits limits,
        QuestionRules questions,
        List<Line> lines) {

    record Sourced<T>(T value, Source source) {}

    /** @param layers the first is the one for everyone, whose modes are complete */
    static Merged of(List<Placed> layers) {
        return new Reader(layers).merged();
    }

    private static final class Reader {

        private final List<Placed> layers;
        private final List<Line> lines = new ArrayList<>();

        Reader(List<Placed> layers) {
            this.layers = layers;
        }

        Merged merged() {
            return new Merged(
                    last(Layer::allowed).orElseThrow(),
                    last(Layer::initial).orElseThrow(),
                    last(Layer::fallback).orElseThrow(),
                    new Rules(
                            rules(Part.DENY, Rules::deny),
                            rules(Part.ASK, Rules::ask),
                            rules(Part.ALLOW, Rules::allow)),
                    limits(),
                    questions(),
                    List.copyOf(lines));
        }

        private <T> Optional<Sourced<T>> last(Function<Layer, Optional<T>> part) {
            return layers.reversed().stream()
                    .flatMap(placed -> part.apply(placed.layer()).stream()
                            .map(value -> new Sourced<>(value, (Source) new Source.OfLayer(placed.id()))))
                    .findFirst();
        }

        private List<String> rules(Part part, Function<Rules, List<String>> list) {
            List<Map.Entry<String, Source>> all = layers.stream()
                    .flatMap(placed -> list.apply(placed.layer().rules()).stream()
                            .map(rule -> Map.entry(rule, (Source) new Source.OfLayer(placed.id()))))
                    .toList();
            all.forEach(rule -> lines.add(new Line(part, rule.getKey(), rule.getValue())));
            return all.stream().map(Map.Entry::getKey).distinct().toList();
        }

        private Limits limits() {
            Limits shipped = Limits.AS_SHIPPED;
            return new Limits(
                    limit(Part.QUESTION_MINUTES, Layer.Bounds::questionMinutes, shipped.questionMinutes()),
                    limit(Part.IDLE_MINUTES, Layer.Bounds::idleMinutes, shipped.idleMinutes()),
                    limit(Part.LIVE_SESSIONS, Layer.Bounds::liveSessions, shipped.liveSessions()),
                    limit(Part.SINGLE_SHOT_SECONDS, Layer.Bounds::singleShotSeconds, shipped.singleShotSeconds()));
        }

        private int limit(Part part, Function<Layer.Bounds, Optional<Integer>> bound, int shipped) {
            return explained(part, layer -> bound.apply(layer.limits()), shipped, Object::toString);
        }

        private QuestionRules questions() {
            QuestionRules shipped = QuestionRules.AS_SHIPPED;
            AnsweredBy by = explained(Part.ANSWERED_BY, Layer::answeredBy, shipped.answeredBy(), PolicyWords::of);
            Unwatched unwatched = explained(Part.UNWATCHED, Layer::unwatched, shipped.unwatched(), PolicyWords::of);
            return new QuestionRules(by, unwatched);
        }

        private <T> T explained(Part part, Function<Layer, Optional<T>> value, T shipped, Function<T, String> words) {
            Sourced<T> found = last(value).orElseGet(() -> new Sourced<>(shipped, new Source.BuiltIn()));
            lines.add(new Line(part, words.apply(found.value()), found.source()));
            return found.value();
        }
    }
}
