package dev.gatehouse.web.approvals.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.contract.QuestionRules.AnsweredBy;
import dev.gatehouse.web.approvals.entity.Endorsement;
import dev.gatehouse.web.approvals.entity.QuestionKind;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerRightTest {

    private static final Optional<Endorsement> NOBODY = Optional.empty();
    private static final Optional<Endorsement> THE_PERSON = endorsed(true);
    private static final Optional<Endorsement> AN_APPROVER = endorsed(false);

    private static Optional<Endorsement> endorsed(boolean person) {
        return Optional.of(new Endorsement(UUID.randomUUID(), person, Instant.EPOCH));
    }

    private static AnswerRight owner(AnsweredBy rule, Optional<Endorsement> endorsement) {
        return AnswerRight.of(QuestionKind.PERMISSION, rule, endorsement, true, false);
    }

    private static AnswerRight approver(AnsweredBy rule, Optional<Endorsement> endorsement) {
        return AnswerRight.of(QuestionKind.PLAN, rule, endorsement, false, true);
    }

    @ParameterizedTest
    @CsvSource({
        "PERSON, ANSWERS, NONE",
        "APPROVERS, WATCHES, ANSWERS",
        "PERSON_OR_APPROVERS, ANSWERS, ANSWERS",
        "FOUR_EYES, ANSWERS, ANSWERS"
    })
    void theGrantSaysWhoAnswers(AnsweredBy rule, AnswerRight owner, AnswerRight approver) {
        assertEquals(owner, owner(rule, NOBODY));
        assertEquals(approver, approver(rule, NOBODY));
    }

    @Test
    void withFourEyesNobodyIsBothPairs() {
        assertEquals(AnswerRight.MAY_STILL_DENY, owner(AnsweredBy.FOUR_EYES, THE_PERSON));
        assertEquals(AnswerRight.ANSWERS, approver(AnsweredBy.FOUR_EYES, THE_PERSON));
        assertEquals(AnswerRight.ANSWERS, owner(AnsweredBy.FOUR_EYES, AN_APPROVER));
        assertEquals(AnswerRight.MAY_STILL_DENY, approver(AnsweredBy.FOUR_EYES, AN_APPROVER));
    }

    @ParameterizedTest
    @EnumSource(AnsweredBy.class)
    void anApproverIsNeverTheirOwn(AnsweredBy rule) {
        for (Optional<Endorsement> endorsement : java.util.List.of(NOBODY, THE_PERSON, AN_APPROVER)) {
            assertEquals(
                    AnswerRight.of(QuestionKind.PERMISSION, rule, endorsement, true, false),
                    AnswerRight.of(QuestionKind.PERMISSION, rule, endorsement, true, true));
        }
    }

    @ParameterizedTest
    @EnumSource(AnsweredBy.class)
    void whoApprovesForAnotherGroupSeesNothing(AnsweredBy rule) {
        for (QuestionKind kind : QuestionKind.values()) {
            for (Optional<Endorsement> endorsement : java.util.List.of(NOBODY, THE_PERSON, AN_APPROVER)) {
                assertEquals(AnswerRight.NONE, AnswerRight.of(kind, rule, endorsement, false, false));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(AnsweredBy.class)
    void whatClaudeAsksAboutTheWorkIsThePersonsAlone(AnsweredBy rule) {
        assertEquals(AnswerRight.ANSWERS, AnswerRight.of(QuestionKind.QUESTION, rule, NOBODY, true, false));
        assertEquals(AnswerRight.NONE, AnswerRight.of(QuestionKind.QUESTION, rule, NOBODY, false, true));
    }
}
