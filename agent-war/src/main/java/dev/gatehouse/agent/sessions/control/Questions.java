package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.ControlFrame.CanUseTool;
import dev.gatehouse.agent.permissions.ModeGuard;
import dev.gatehouse.agent.sessions.entity.OpenQuestion;
import dev.gatehouse.contract.AgentCommand.AnswerPermission;
import dev.gatehouse.contract.AgentCommand.AnswerPlan;
import dev.gatehouse.contract.AgentCommand.AnswerQuestion;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.PermissionEndorsed;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.PermissionResolved;
import dev.gatehouse.contract.AgentEvent.PlanProposed;
import dev.gatehouse.contract.AgentEvent.QuestionAsked;
import dev.gatehouse.contract.AgentEvent.Resolution;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.QuestionRules;
import dev.gatehouse.contract.QuestionRules.AnsweredBy;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Every question of the CLI ({@code can_use_tool}) gets exactly one end: answered, withdrawn, timed out, or lost with
 * its worker. The first answer wins. It is in the log before the CLI hears it.
 */
final class Questions {

    private static final String DENIED = "The person you work for refused this.";
    private static final String UNWATCHED =
            "Nobody is watching this conversation, so what needs a permission is refused."
                    + " Go on with what you may do, or say what is left to do.";
    private static final String RULES_CHANGED =
            "The permission rules have just changed, so this question was taken back."
                    + " Call the tool again if it is still needed.";
    private static final String NOT_PLANNED = "The person you work for does not accept this plan yet.";

    private final SessionJournal journal;
    private final ModeGuard guard;
    private final Map<String, CanUseTool> live = new LinkedHashMap<>();

    /** What was chosen for plans whose worker died; the log keeps the answer, this the mode with it. */
    private final Map<String, PermissionMode> planModes = new LinkedHashMap<>();

    Questions(SessionJournal journal, ModeGuard guard) {
        this.journal = journal;
        this.guard = guard;
    }

    void ask(CanUseTool request, ClaudeWorker worker) {
        String id = UUID.randomUUID().toString();
        AgentEvent.Durable question = QuestionMapper.question(id, request, worker.inForce(), modesAfterPlan());
        Optional<PermissionResolved> given = journal.memory().answeredMeanwhile(question);
        journal.memory().questions().stream()
                .filter(open -> open.lost() && open.asksTheSameAs(QuestionMapper.open(question)))
                .forEach(open -> resolve(open.id(), Resolution.LOST, Optional.empty(), Optional.empty(), Map.of()));
        journal.record(question);
        live.put(id, request);
        given.ifPresent(answer -> {
            resolve(id, answer.resolution(), answer.by(), answer.message(), answer.answers());
            send(id, answer, Optional.ofNullable(planModes.remove(answer.questionId())), worker);
        });
        if (given.isEmpty() && question instanceof PermissionRequested && isUnwatched()) {
            end(id, Resolution.UNWATCHED, UNWATCHED, Optional.of(worker));
        }
    }

    private boolean isUnwatched() {
        return rules().unwatched() == QuestionRules.Unwatched.DENY
                && journal.log().readers() == 0;
    }

    private QuestionRules rules() {
        return journal.memory().grant().questions();
    }

    void answer(AnswerPermission answer, Answerer by, Optional<ClaudeWorker> worker) {
        PermissionRequested asked = require(answer.questionId(), PermissionRequested.class);
        by.require(rules(), journal.memory().owner());
        Resolution resolution = switch (answer.decision()) {
            case ONCE -> Resolution.ALLOWED_ONCE;
            case SESSION -> Resolution.ALLOWED_FOR_SESSION;
            case DENY -> Resolution.DENIED;
        };
        if (resolution == Resolution.ALLOWED_FOR_SESSION) {
            if (asked.sessionRules().isEmpty() || rules().answeredBy() == AnsweredBy.FOUR_EYES) {
                throw new GatehouseException(
                        ProblemCode.INVALID_VALUE, "This call cannot be allowed for the whole session, only once.");
            }
        }
        if (resolution != Resolution.DENIED && isOnlyTheFirst(answer.questionId(), by)) {
            return;
        }
        finish(answer.questionId(), resolution, by.id(), answer.message(), Map.of(), Optional.empty(), worker);
        if (resolution == Resolution.ALLOWED_FOR_SESSION) { // behind the answer: a rule nobody has given must not stay
            asked.sessionRules().forEach(rule -> journal.record(new AgentEvent.SessionRuleAdded(rule, by.id())));
        }
    }

    /** What Claude asks about the work itself is the person's to answer, whatever the policy says of permissions. */
    void answer(AnswerQuestion answer, UUID by, Optional<ClaudeWorker> worker) {
        QuestionAsked asked = require(answer.questionId(), QuestionAsked.class);
        List<String> texts =
                asked.questions().stream().map(AgentEvent.Question::question).toList();
        if (!texts.containsAll(answer.answers().keySet())) {
            throw new GatehouseException(
                    ProblemCode.INVALID_VALUE, "An answer belongs to none of the questions that were asked.");
        }
        finish(
                answer.questionId(),
                Resolution.ANSWERED,
                by,
                Optional.empty(),
                answer.answers(),
                Optional.empty(),
                worker);
    }

    /** @return the mode it goes on in, if the plan is accepted now */
    Optional<PermissionMode> answer(AnswerPlan answer, Answerer by, Optional<ClaudeWorker> worker) {
        require(answer.questionId(), PlanProposed.class);
        by.require(rules(), journal.memory().owner());
        PermissionMode mode = answer.mode().orElse(journal.memory().grant().fallback());
        if (answer.accept()) {
            guard.require(journal.memory().grant(), mode);
        }
        if (answer.accept() && isOnlyTheFirst(answer.questionId(), by)) {
            planModes.put(answer.questionId(), mode);
            return Optional.empty();
        }
        // of two who accept, the approver says which mode the work goes on in
        Optional<PermissionMode> approved = by.approver()
                ? Optional.of(mode)
                : Optional.ofNullable(planModes.remove(answer.questionId())).or(() -> Optional.of(mode));
        finish(
                answer.questionId(),
                answer.accept() ? Resolution.ACCEPTED : Resolution.REJECTED,
                by.id(),
                answer.message(),
                Map.of(),
                approved,
                worker);
        return approved.filter(chosen -> answer.accept());
    }

    /**
     * Where two have to allow, the person and an approver.
     *
     * @return whether the other one is still to come
     * @throws GatehouseException {@code ALREADY_ANSWERED} if this one has allowed before, or another approver
     */
    private boolean isOnlyTheFirst(String questionId, Answerer by) {
        if (rules().answeredBy() != AnsweredBy.FOUR_EYES) {
            return false;
        }
        boolean person = by.id().equals(journal.memory().owner());
        Optional<PermissionEndorsed> first =
                journal.memory().question(questionId).flatMap(OpenQuestion::endorsed);
        if (first.isEmpty()) {
            journal.commit(new PermissionEndorsed(questionId, by.id(), person));
            return true;
        }
        if (first.get().person() == person || first.get().by().equals(by.id())) {
            throw new GatehouseException(new Problem(
                    ProblemCode.ALREADY_ANSWERED,
                    person
                            ? "You have allowed this; an approver has to allow it too."
                            : "An approver has allowed this; the person has to allow it too.",
                    Map.of("by", first.get().by().toString())));
        }
        return false;
    }

    /** The CLI took the question back. */
    void withdraw(String requestId) {
        live.entrySet().stream()
                .filter(entry -> entry.getValue().requestId().equals(requestId))
                .map(Map.Entry::getKey)
                .findFirst()
                .ifPresent(id -> {
                    live.remove(id);
                    resolve(id, Resolution.WITHDRAWN, Optional.empty(), Optional.empty(), Map.of());
                });
    }

    /** The worker is gone, and with it the ways to answer. */
    void forgetWorker() {
        live.clear();
    }

    /**
     * The rules have changed, and an answer would still be one under the old: Claude calls again, and is checked again.
     */
    void takeBack(Optional<ClaudeWorker> worker) {
        journal.memory().questions().stream()
                .filter(open -> !open.lost() && open.question() instanceof PermissionRequested)
                .forEach(open -> end(open.id(), Resolution.WITHDRAWN, RULES_CHANGED, worker));
    }

    /** Nothing is let run any more. */
    void freeze(String reason, Optional<ClaudeWorker> worker) {
        journal.memory().questions().forEach(open -> end(open.id(), Resolution.FROZEN, reason, worker));
    }

    private void end(String questionId, Resolution resolution, String message, Optional<ClaudeWorker> worker) {
        resolve(questionId, resolution, Optional.empty(), Optional.of(message), Map.of());
        deny(questionId, message, worker);
    }

    /** Denies what has waited longer than the grant lets it, telling Claude why. */
    void timeOut(Instant now, Optional<ClaudeWorker> worker) {
        int minutes = journal.memory().grant().limits().questionMinutes();
        if (minutes == 0) {
            return;
        }
        Instant limit = now.minus(Duration.ofMinutes(minutes));
        journal.memory().questions().stream()
                .filter(open -> open.askedAt().isBefore(limit))
                .forEach(open -> {
                    resolve(open.id(), Resolution.TIMED_OUT, Optional.empty(), Optional.empty(), Map.of());
                    deny(open.id(), "Nobody answered within " + minutes + " minutes, so this was refused.", worker);
                });
    }

    private List<PermissionMode> modesAfterPlan() {
        return guard.effective(journal.memory().grant()).stream()
                .filter(mode -> mode != PermissionMode.PLAN)
                .sorted()
                .toList();
    }

    private <T> T require(String questionId, Class<T> kind) {
        var open = journal.memory().question(questionId);
        if (open.isEmpty()) {
            throw journal.memory()
                    .resolution(questionId)
                    .map(Questions::alreadyAnswered)
                    .orElseGet(() -> new GatehouseException(
                            ProblemCode.QUESTION_NOT_FOUND, "This question does not exist in this conversation."));
        }
        if (!kind.isInstance(open.get().question())) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, "This question needs another kind of answer.");
        }
        return kind.cast(open.get().question());
    }

    private static GatehouseException alreadyAnswered(PermissionResolved first) {
        Map<String, String> extensions = new LinkedHashMap<>();
        extensions.put("outcome", first.resolution().name());
        first.by().ifPresent(by -> extensions.put("by", by.toString()));
        return new GatehouseException(new Problem(
                ProblemCode.ALREADY_ANSWERED, "The first answer counts; this one came too late.", extensions));
    }

    private void finish(
            String questionId,
            Resolution resolution,
            UUID by,
            Optional<String> message,
            Map<String, String> answers,
            Optional<PermissionMode> mode,
            Optional<ClaudeWorker> worker) {
        if (!live.containsKey(questionId)) {
            mode.ifPresent(chosen -> planModes.put(questionId, chosen));
        }
        PermissionResolved resolved = resolve(questionId, resolution, Optional.of(by), message, answers);
        worker.ifPresent(each -> send(questionId, resolved, mode, each));
    }

    private PermissionResolved resolve(
            String questionId,
            Resolution resolution,
            Optional<UUID> by,
            Optional<String> message,
            Map<String, String> answers) {
        var resolved = new PermissionResolved(questionId, resolution, by, message, answers);
        journal.commit(resolved);
        return resolved;
    }

    /** @param planMode the mode to go on in after a plan; the grant's fallback if nobody chose */
    private void send(
            String questionId, PermissionResolved resolved, Optional<PermissionMode> planMode, ClaudeWorker worker) {
        CanUseTool request = live.remove(questionId);
        if (request == null) {
            return; // lost with its worker: counts when it is asked again
        }
        switch (resolved.resolution()) {
            case ALLOWED_ONCE -> worker.allow(request, request.input(), List.of());
            case ALLOWED_FOR_SESSION ->
                worker.allow(
                        request,
                        request.input(),
                        SessionRules.suggestedFor(request).asPermissions());
            case ANSWERED -> worker.allow(request, answered(request.input(), resolved.answers()), List.of());
            case ACCEPTED -> acceptPlan(request, planMode, worker);
            case DENIED -> worker.deny(request, reason(DENIED, resolved.message()));
            case REJECTED -> worker.deny(request, reason(NOT_PLANNED, resolved.message()));
            case WITHDRAWN, TIMED_OUT, UNWATCHED, FROZEN, LOST ->
                throw new IllegalStateException("nothing to send for " + resolved);
        }
    }

    /** The grant may have become narrower since the answer. */
    private void acceptPlan(CanUseTool request, Optional<PermissionMode> chosen, ClaudeWorker worker) {
        var grant = journal.memory().grant();
        try {
            worker.acceptPlan(
                    request,
                    guard.launch(grant, chosen.orElse(grant.fallback())).mode());
        } catch (GatehouseException notGranted) {
            worker.deny(request, notGranted.problem().detail());
        }
    }

    private void deny(String questionId, String message, Optional<ClaudeWorker> worker) {
        CanUseTool request = live.remove(questionId);
        if (request != null) {
            worker.ifPresent(each -> each.deny(request, message));
        }
    }

    private static String reason(String refusal, Optional<String> message) {
        return message.filter(text -> !text.isBlank())
                .map(text -> refusal + " They say: " + text)
                .orElse(refusal);
    }

    private static JsonObject answered(JsonObject input, Map<String, String> answers) {
        if (answers.isEmpty()) {
            return input; // the CLI then tells Claude that the person did not answer
        }
        var chosen = Json.createObjectBuilder();
        answers.forEach(chosen::add);
        return Json.createObjectBuilder(input).add("answers", chosen).build();
    }
}
