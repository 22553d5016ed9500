package dev.gatehouse.web.policy.entity;

import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.QuestionRules.AnsweredBy;
import dev.gatehouse.contract.QuestionRules.Unwatched;
import dev.gatehouse.contract.Rules;
import java.util.Optional;
import java.util.Set;

/**
 * What one layer says; whatever is empty is left to the layers before it. Rules are the exception: those of all layers
 * hold together.
 */
public record Layer(
        Optional<Set<PermissionMode>> allowed,
        Optional<PermissionMode> initial,
        Optional<PermissionMode> fallback,
        Rules rules,
        Bounds limits,
        Optional<AnsweredBy> answeredBy,
        Optional<Unwatched> unwatched) {

    public static final Layer EMPTY = new Layer(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Rules.NONE,
            Bounds.NONE,
            Optional.empty(),
            Optional.empty());

    /** The limits a layer sets; units as in {@link Limits}. */
    public record Bounds(
            Optional<Integer> questionMinutes,
            Optional<Integer> idleMinutes,
            Optional<Integer> liveSessions,
            Optional<Integer> singleShotSeconds) {

        public static final Bounds NONE =
                new Bounds(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public static Bounds of(Limits limits) {
            return new Bounds(
                    Optional.of(limits.questionMinutes()),
                    Optional.of(limits.idleMinutes()),
                    Optional.of(limits.liveSessions()),
                    Optional.of(limits.singleShotSeconds()));
        }
    }

    public Layer {
        allowed = allowed.map(Set::copyOf);
        if (allowed.filter(Set::isEmpty).isPresent()) {
            throw new IllegalArgumentException("a layer that names modes must allow one");
        }
    }

    public Layer withAllowed(Optional<Set<PermissionMode>> modes) {
        return new Layer(modes, initial, fallback, rules, limits, answeredBy, unwatched);
    }

    public Layer withStart(Optional<PermissionMode> first, Optional<PermissionMode> otherwise) {
        return new Layer(allowed, first, otherwise, rules, limits, answeredBy, unwatched);
    }

    public Layer withRules(Rules others) {
        return new Layer(allowed, initial, fallback, others, limits, answeredBy, unwatched);
    }

    public Layer withLimits(Bounds others) {
        return new Layer(allowed, initial, fallback, rules, others, answeredBy, unwatched);
    }

    public Layer withQuestions(Optional<AnsweredBy> by, Optional<Unwatched> nobodyThere) {
        return new Layer(allowed, initial, fallback, rules, limits, by, nobodyThere);
    }
}
