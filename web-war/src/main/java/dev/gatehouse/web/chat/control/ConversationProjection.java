package dev.gatehouse.web.chat.control;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.web.chat.entity.Conversation;
import dev.gatehouse.web.chat.entity.Title;
import dev.gatehouse.web.chat.entity.TitleOrigin;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;

/** What each event means for a line of the conversation list. */
final class ConversationProjection {

    private ConversationProjection() {}

    static void apply(EventEnvelope envelope, Conversation line) {
        line.seen(envelope.seq());
        switch (envelope.event()) {
            case AgentEvent.PromptAccepted prompt -> {
                Title.fromPrompt(prompt.text()).ifPresent(title -> line.title(title, TitleOrigin.PROMPT));
                line.touched(envelope.at());
                if (line.phase() == SessionPhase.PARKED) {
                    line.phase(SessionPhase.STARTING);
                }
            }
            case AgentEvent.TitleSuggested suggested ->
                Title.suggested(suggested.title()).ifPresent(title -> line.title(title, TitleOrigin.SUGGESTED));
            case AgentEvent.TurnStarted started -> line.phase(SessionPhase.WORKING);
            case AgentEvent.TurnCompleted completed -> {
                line.touched(envelope.at());
                line.phase(line.openQuestions() > 0 ? SessionPhase.WAITING : SessionPhase.IDLE);
            }
            case AgentEvent.PermissionRequested asked -> questionOpened(envelope, line);
            case AgentEvent.QuestionAsked asked -> questionOpened(envelope, line);
            case AgentEvent.PlanProposed asked -> questionOpened(envelope, line);
            case AgentEvent.PermissionResolved resolved -> {
                line.questionClosed();
                if (line.openQuestions() == 0 && line.phase() == SessionPhase.WAITING) {
                    line.phase(SessionPhase.WORKING);
                }
            }
            case AgentEvent.WorkerStarted worker -> {
                if (line.phase() == SessionPhase.PARKED || line.phase() == SessionPhase.STARTING) {
                    line.phase(SessionPhase.IDLE);
                }
            }
            case AgentEvent.WorkerEnded worker -> line.phase(SessionPhase.PARKED);
            case AgentEvent.SessionEnded ended -> line.phase(SessionPhase.ENDED);
            // the list shows nothing of all others
            case AgentEvent.Durable other -> {}
            case AgentEvent.Transient never -> {}
        }
    }

    /**
     * The number of an event that cannot be read: it has been seen all the same, else the conversation could never be
     * deleted. Where even that is missing it is the next one, as durable events are numbered without gaps.
     */
    static long number(JsonObject unreadable, Conversation line) {
        return unreadable.get("seq") instanceof JsonNumber number && number.isIntegral()
                ? number.longValue()
                : line.lastSeq() + 1;
    }

    private static void questionOpened(EventEnvelope envelope, Conversation line) {
        line.questionOpened();
        line.touched(envelope.at());
        line.phase(SessionPhase.WAITING);
    }
}
