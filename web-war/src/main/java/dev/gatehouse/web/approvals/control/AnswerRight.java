package dev.gatehouse.web.approvals.control;

import dev.gatehouse.contract.QuestionRules.AnsweredBy;
import dev.gatehouse.web.approvals.entity.Endorsement;
import dev.gatehouse.web.approvals.entity.QuestionKind;
import java.util.Optional;

/** What someone may do with a question that is open. */
public enum AnswerRight {
    /** Allow it, or deny it. */
    ANSWERS,
    /** Another pair of eyes is still needed, which is not this one's; denying ends it. */
    MAY_STILL_DENY,
    /** It is the person's own, and others decide. */
    WATCHES,
    /** It does not exist for them. */
    NONE;

    /**
     * @param endorsement who of the two has allowed already
     * @param owns whether it is asked in their own session; then they are never the other pair of eyes
     * @param approves whether they approve for a group of the session's owner
     */
    public static AnswerRight of(
            QuestionKind kind,
            AnsweredBy answeredBy,
            Optional<Endorsement> endorsement,
            boolean owns,
            boolean approves) {
        if (kind == QuestionKind.QUESTION) {
            return owns ? ANSWERS : NONE;
        }
        if (owns) {
            return switch (answeredBy) {
                case PERSON, PERSON_OR_APPROVERS -> ANSWERS;
                case APPROVERS -> WATCHES;
                case FOUR_EYES -> endorsement.filter(Endorsement::person).isPresent() ? MAY_STILL_DENY : ANSWERS;
            };
        }
        if (!approves) {
            return NONE;
        }
        return switch (answeredBy) {
            case PERSON -> NONE;
            case APPROVERS, PERSON_OR_APPROVERS -> ANSWERS;
            case FOUR_EYES -> endorsement.filter(first -> !first.person()).isPresent() ? MAY_STILL_DENY : ANSWERS;
        };
    }
}
