package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.QuestionRules;
import dev.gatehouse.contract.QuestionRules.AnsweredBy;
import dev.gatehouse.contract.QuestionRules.Unwatched;
import dev.gatehouse.contract.Rules;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Grants as a portal sends them: everything allowed unless said otherwise. */
record Grants(
        long revision,
        Set<PermissionMode> allowed,
        PermissionMode initial,
        Rules rules,
        Optional<Instant> until,
        QuestionRules questions,
        Optional<String> frozen,
        Optional<ModeGrant> next) {

    static Grants of(long revision) {
        return new Grants(
                revision,
                EnumSet.allOf(PermissionMode.class),
                PermissionMode.DEFAULT,
                Rules.NONE,
                Optional.empty(),
                QuestionRules.AS_SHIPPED,
                Optional.empty(),
                Optional.empty());
    }

    Grants modes(PermissionMode first, PermissionMode... others) {
        return new Grants(revision, EnumSet.of(first, others), first, rules, until, questions, frozen, next);
    }

    Grants in(PermissionMode mode) {
        return new Grants(revision, allowed, mode, rules, until, questions, frozen, next);
    }

    Grants rules(Rules other) {
        return new Grants(revision, allowed, initial, other, until, questions, frozen, next);
    }

    Grants deny(String... deny) {
        return rules(new Rules(List.of(deny), List.of(), List.of()));
    }

    Grants until(Instant end, ModeGrant following) {
        return new Grants(
                revision, allowed, initial, rules, Optional.of(end), questions, frozen, Optional.of(following));
    }

    Grants answeredBy(AnsweredBy who) {
        return new Grants(
                revision, allowed, initial, rules, until, new QuestionRules(who, Unwatched.WAIT), frozen, next);
    }

    Grants unwatched(Unwatched what) {
        return new Grants(
                revision,
                allowed,
                initial,
                rules,
                until,
                new QuestionRules(questions.answeredBy(), what),
                frozen,
                next);
    }

    Grants frozen(String reason) {
        return new Grants(revision, allowed, initial, rules, until, questions, Optional.of(reason), next);
    }

    ModeGrant build() {
        return new ModeGrant(
                allowed,
                initial,
                allowed.contains(PermissionMode.DEFAULT) ? PermissionMode.DEFAULT : initial,
                rules,
                Limits.AS_SHIPPED,
                List.of(),
                1,
                until,
                questions,
                frozen,
                revision,
                next);
    }
}
