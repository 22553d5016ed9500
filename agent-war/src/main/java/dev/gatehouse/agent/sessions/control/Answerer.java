package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.QuestionRules;
import java.util.UUID;

/**
 * Who answers a question.
 *
 * @param approver whether it is one whom the policy lets answer others' questions, and this one in particular
 */
public record Answerer(UUID id, boolean approver) {

    public static Answerer person(UUID id) {
        return new Answerer(id, false);
    }

    public static Answerer approver(UUID id) {
        return new Answerer(id, true);
    }

    /** Approvers never answer for themselves where somebody else has to. */
    void require(QuestionRules rules, UUID owner) {
        boolean person = id.equals(owner);
        boolean may = switch (rules.answeredBy()) {
            case PERSON -> person;
            case APPROVERS -> approver && !person;
            case PERSON_OR_APPROVERS, FOUR_EYES -> approver || person;
        };
        if (!may) {
            throw new GatehouseException(ProblemCode.FORBIDDEN, refusal(rules, person));
        }
    }

    private static String refusal(QuestionRules rules, boolean person) {
        return person && rules.answeredBy() == QuestionRules.AnsweredBy.APPROVERS
                ? "The policy has an approver answer this; you cannot do it yourself."
                : "The policy does not let you answer this question.";
    }
}
