package dev.gatehouse.web.approvals.control;

import dev.gatehouse.contract.QuestionRules.AnsweredBy;
import dev.gatehouse.web.approvals.entity.OpenQuestion;
import java.time.Instant;
import java.util.Optional;

/**
 * A question as one viewer sees it.
 *
 * @param title of the conversation
 * @param deadline when it will be denied unless someone answers
 * @param owns whether it is the viewer's own conversation
 */
public record InboxQuestion(
        OpenQuestion question,
        String title,
        AnsweredBy answeredBy,
        Optional<Instant> deadline,
        boolean owns,
        AnswerRight right) {}
