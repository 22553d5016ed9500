package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.agent.model.CallingModel.SafetyCheck;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.contract.ToolCall;
import dev.gatehouse.contract.ToolDecision;
import dev.gatehouse.contract.ToolDecision.Step;
import dev.gatehouse.contract.Verdict;
import dev.gatehouse.contract.Verdict.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Which rule decided, where the CLI does not say: found by taking rules away until one is left with which the verdict
 * is the same. Some verdicts need several rules together, as the parts of a command do; then none is named.
 */
final class Attribution {

    private final Supplier<Rehearsal> rehearsal;
    private final PermissionMode mode;
    private final Rules rules;
    private final Deadline deadline;

    /** @param rehearsal asked for when there is something to be tried */
    Attribution(Supplier<Rehearsal> rehearsal, PermissionMode mode, Rules rules, Deadline deadline) {
        this.rehearsal = rehearsal;
        this.mode = mode;
        this.rules = rules;
        this.deadline = deadline;
    }

    /** The same verdict, with the rule if there is one. */
    Verdict explain(ToolCall call, Verdict verdict) {
        boolean given =
                verdict.decision().isEmpty() || verdict.decision().get().rule().isPresent();
        if (given || deadline.passed()) {
            return verdict;
        }
        ToolDecision decision = verdict.decision().get();
        return switch (verdict.outcome()) {
            case RUNS -> ran(call, verdict, decision);
            case ASKS -> decision.step() == Step.ASK_RULE ? asked(call, verdict, decision) : verdict;
            case DENIED -> denied(call, verdict, decision);
            case DEPENDS, INVALID -> verdict;
        };
    }

    private Verdict ran(ToolCall call, Verdict verdict, ToolDecision decision) {
        if (decision.step() != Step.ALLOW_RULE && decision.step() != Step.UNKNOWN) {
            return verdict;
        }
        Predicate<List<String>> runs =
                allow -> play(call, new Rules(rules.deny(), rules.ask(), allow)).outcome() == Outcome.RUNS;
        if (rules.allow().isEmpty() || runs.test(List.of())) {
            return with(verdict, decision, Step.MODE, Optional.empty());
        }
        return with(verdict, decision, Step.ALLOW_RULE, one(rules.allow(), runs));
    }

    private Verdict asked(ToolCall call, Verdict verdict, ToolDecision decision) {
        Predicate<List<String>> asks = ask -> {
            Verdict found = play(call, new Rules(rules.deny(), ask, rules.allow()));
            return found.outcome() == Outcome.ASKS && step(found) == Step.ASK_RULE;
        };
        return rules.ask().isEmpty() || asks.test(List.of())
                ? with(verdict, decision, Step.MODE, Optional.empty())
                : with(verdict, decision, Step.ASK_RULE, one(rules.ask(), asks));
    }

    private Verdict denied(ToolCall call, Verdict verdict, ToolDecision decision) {
        if (decision.step() == Step.DENY_RULE) {
            Predicate<List<String>> denies = deny -> {
                Verdict found = play(call, new Rules(deny, rules.ask(), rules.allow()));
                return found.outcome() == Outcome.DENIED && step(found) == Step.DENY_RULE;
            };
            return with(verdict, decision, Step.DENY_RULE, one(rules.deny(), denies));
        }
        boolean askRuleInDontAsk = decision.step() == Step.MODE
                && mode == PermissionMode.DONT_ASK
                && !rules.ask().isEmpty();
        if (!askRuleInDontAsk) {
            return verdict;
        }
        Predicate<List<String>> denies =
                ask -> play(call, new Rules(rules.deny(), ask, rules.allow())).outcome() == Outcome.DENIED;
        return denies.test(List.of()) ? verdict : with(verdict, decision, Step.ASK_RULE, one(rules.ask(), denies));
    }

    private static Verdict with(Verdict verdict, ToolDecision decision, Step step, Optional<String> rule) {
        UnaryOperator<ToolDecision> found = old ->
                new ToolDecision(old.allowed(), step, old.reason(), rule, rule.isPresent() || step != old.step());
        return new Verdict(verdict.outcome(), Optional.of(found.apply(decision)), verdict.detail(), verdict.branches());
    }

    /** @param holds of the whole list, but not of none of it */
    private Optional<String> one(List<String> candidates, Predicate<List<String>> holds) {
        List<String> left = candidates;
        while (left.size() > 1) {
            List<String> first = left.subList(0, left.size() / 2);
            List<String> second = left.subList(left.size() / 2, left.size());
            if (deadline.passed()) {
                return Optional.empty();
            }
            if (holds.test(first)) {
                left = first;
            } else if (holds.test(second)) {
                left = second;
            } else {
                return Optional.empty();
            }
        }
        return left.stream().findFirst();
    }

    private Verdict play(ToolCall call, Rules some) {
        rehearsal.get().apply(some);
        return VerdictReader.of(
                rehearsal.get().play(List.of(call), List.of(SafetyCheck.NONE)).getFirst());
    }

    private static Step step(Verdict verdict) {
        return verdict.decision().map(ToolDecision::step).orElse(Step.UNKNOWN);
    }
}
