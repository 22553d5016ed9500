package dev.gatehouse.web.approvals.control;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentCommand.AnswerPermission;
import dev.gatehouse.contract.AgentCommand.AnswerPlan;
import dev.gatehouse.contract.AgentCommand.AnswerQuestion;
import dev.gatehouse.contract.AgentCommand.Decision;
import dev.gatehouse.contract.AgentEvent.Resolution;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.approvals.entity.Outcome;
import dev.gatehouse.web.approvals.entity.QuestionKind;
import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.sessions.AgentClient;
import dev.gatehouse.web.sessions.Asker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Carries an answer to the agent in the name of whoever gives it; the agent has the last word. */
@ApplicationScoped
public class Answers {

    @Inject
    private OpenQuestions questions;

    @Inject
    private AgentClient agent;

    @Inject
    private Accounts accounts;

    @Inject
    private Clock clock;

    /**
     * @throws GatehouseException {@code QUESTION_NOT_FOUND} if it is not the caller's to see, {@code FORBIDDEN} if it
     *     is not theirs to answer so, {@code ALREADY_ANSWERED} with who did what and when
     */
    public void give(PortalCaller caller, String id, AgentCommand answer) {
        InboxQuestion question = questions.require(id, caller.account());
        question.question().outcome().ifPresent(outcome -> {
            throw late(question.question().kind(), outcome, caller.account());
        });
        requireFit(question, id, answer);
        requireRight(question, answer);
        try {
            if (question.owns()) {
                agent.send(Asker.of(caller), question.question().session(), answer);
            } else {
                agent.answer(Asker.approving(caller), question.question().session(), id, answer);
            }
        } catch (GatehouseException e) {
            throw e.problem().code() == ProblemCode.ALREADY_ANSWERED ? late(question, e.problem(), caller) : e;
        }
    }

    /** Whether the command answers this question and no other. */
    private static void requireFit(InboxQuestion question, String id, AgentCommand answer) {
        QuestionKind kind = question.question().kind();
        boolean fits = switch (answer) {
            case AnswerPermission permission ->
                kind == QuestionKind.PERMISSION && permission.questionId().equals(id);
            case AnswerPlan plan ->
                kind == QuestionKind.PLAN && plan.questionId().equals(id);
            case AnswerQuestion asked ->
                kind == QuestionKind.QUESTION && asked.questionId().equals(id);
            case AgentCommand other -> false;
        };
        if (!fits) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, "This is no answer to this question.");
        }
    }

    private static void requireRight(InboxQuestion question, AgentCommand answer) {
        boolean denies = answer instanceof AnswerPermission permission && permission.decision() == Decision.DENY
                || answer instanceof AnswerPlan plan && !plan.accept();
        boolean forGood = answer instanceof AnswerPermission permission && permission.decision() == Decision.SESSION;
        String refusal = switch (question.right()) {
            case ANSWERS ->
                forGood && !question.owns() ? "In somebody else's conversation you can only allow once." : null;
            case MAY_STILL_DENY -> denies ? null : "You have had your say. Somebody else has to allow this too.";
            case WATCHES -> "This is for your approvers to decide.";
            case NONE -> "This is not yours to answer.";
        };
        if (refusal != null) {
            throw new GatehouseException(ProblemCode.FORBIDDEN, refusal);
        }
    }

    /** The agent knew first; the feed may have told us since. */
    private GatehouseException late(InboxQuestion before, Problem told, PortalCaller caller) {
        QuestionKind kind = before.question().kind();
        try {
            Optional<Outcome> known = questions
                    .require(before.question().id(), caller.account())
                    .question()
                    .outcome();
            if (known.isPresent()) {
                return late(kind, known.get(), caller.account());
            }
            Optional<UUID> by = Optional.ofNullable(told.extensions().get("by")).map(UUID::fromString);
            Resolution resolution = Resolution.valueOf(told.extensions().getOrDefault("outcome", ""));
            return late(kind, new Outcome(resolution, by, clock.instant(), Optional.empty()), caller.account());
        } catch (IllegalArgumentException | GatehouseException e) {
            return new GatehouseException(told);
        }
    }

    private GatehouseException late(QuestionKind kind, Outcome outcome, UUID caller) {
        Map<String, String> extensions = new HashMap<>();
        extensions.put("outcome", outcome.resolution().name());
        Instant at = outcome.at().truncatedTo(ChronoUnit.SECONDS);
        extensions.put("at", at.toString());
        outcome.by().ifPresent(by -> extensions.put("by", by.toString()));
        Optional<String> name = outcome.by()
                .flatMap(by -> Optional.ofNullable(accounts.names(Set.of(by)).get(by)));
        name.ifPresent(text -> extensions.put("byName", text));
        String who = outcome.by().filter(caller::equals).isPresent()
                ? " by you, in another window"
                : name.map(text -> " by " + text).orElse("");
        String what = kind == QuestionKind.PLAN ? "The plan" : "This";
        return new GatehouseException(new Problem(
                ProblemCode.ALREADY_ANSWERED,
                what + " was already " + OutcomeText.of(outcome.resolution()) + who + ". Your answer had no effect.",
                extensions));
    }
}
