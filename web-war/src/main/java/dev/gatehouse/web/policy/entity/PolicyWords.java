package dev.gatehouse.web.policy.entity;

import dev.gatehouse.contract.QuestionRules.AnsweredBy;
import dev.gatehouse.contract.QuestionRules.Unwatched;
import java.util.Arrays;
import java.util.Optional;

/** The words a policy text uses for the contract's constants. */
public final class PolicyWords {

    private PolicyWords() {}

    public static String of(AnsweredBy by) {
        return switch (by) {
            case PERSON -> "person";
            case APPROVERS -> "approvers";
            case PERSON_OR_APPROVERS -> "personOrApprovers";
            case FOUR_EYES -> "fourEyes";
        };
    }

    public static String of(Unwatched unwatched) {
        return switch (unwatched) {
            case WAIT -> "wait";
            case DENY -> "deny";
            case PARK -> "park";
        };
    }

    public static Optional<AnsweredBy> answeredBy(String word) {
        return Arrays.stream(AnsweredBy.values())
                .filter(each -> of(each).equals(word))
                .findFirst();
    }

    public static Optional<Unwatched> unwatched(String word) {
        return Arrays.stream(Unwatched.values())
                .filter(each -> of(each).equals(word))
                .findFirst();
    }
}
