package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.events.EventLog;
import dev.gatehouse.agent.events.Force;
import dev.gatehouse.agent.sessions.entity.OpenQuestion;
import dev.gatehouse.agent.sessions.entity.SessionMemory;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.EventEnvelope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A session's log and its memory, kept in step: what is written is remembered, and nothing is remembered that is not
 * written. Used under the session's lock only.
 */
final class SessionJournal {

    private final EventLog log;
    private final SessionMemory memory;
    private final Arrears arrears = new Arrears(this);

    SessionJournal(EventLog log, SessionMemory memory) {
        this.log = log;
        this.memory = memory;
    }

    SessionMemory memory() {
        return memory;
    }

    EventLog log() {
        return log;
    }

    /** What is not in the log yet. */
    Arrears arrears() {
        return arrears;
    }

    /** Writes what survives kill -9 of the agent. */
    long record(AgentEvent.Durable event) {
        return write(event, Force.NONE);
    }

    /** Writes what must also survive a power failure: accepted prompts, answers, tool calls, ends of turns. */
    long commit(AgentEvent.Durable event) {
        return write(event, Force.DISK);
    }

    private long write(AgentEvent.Durable event, Force force) {
        EventEnvelope envelope = log.append(event, force);
        memory.apply(envelope);
        return envelope.seq();
    }

    /** Unique within the session, as no two events have the same number. */
    String nextBlockId() {
        return "b" + (log.lastSeq() + 1);
    }

    /** What was allowed for the session could not be carried over to the new worker. */
    void forgetRule(String sessionRule) {
        record(new AgentEvent.SessionRuleRevoked(sessionRule, memory.owner()));
        record(new AgentEvent.Notice(
                AgentEvent.NoticeLevel.WARNING,
                "Claude Code did not take up again what you allowed for this session: " + sessionRule
                        + ". It will ask again."));
    }

    /** Somebody wants everything stopped that was asked. */
    void interrupt(UUID by) {
        if (memory.isAsked() && !memory.interrupted()) {
            commit(new AgentEvent.InterruptRequested(by));
        }
    }

    /** What was accepted and is in no worker's hands counts as stopped. */
    void drop(UUID by) {
        memory.pending().stream()
                .filter(prompt -> !prompt.taken())
                .forEach(prompt -> commit(new AgentEvent.PromptCancelled(prompt.id(), by)));
        if (memory.interrupted()) {
            commit(TurnLedger.interrupted(memory, 0));
        }
    }

    /** What a worker's death leaves open is closed, so that every start in the log has its end. */
    void closeWhatIsOpen(AgentEvent.WorkerEnd reason, Optional<String> detail) {
        log.abortOpenBlocks();
        memory.openTools()
                .forEach(tool -> record(new AgentEvent.ToolFinished(
                        tool,
                        true,
                        false,
                        "The worker ended while this ran. Whether it took effect is not known.",
                        false,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(ToolDecisions.interrupted(memory.isInQuestion(tool))))));
        memory.questions().stream()
                .filter(question -> !question.lost())
                .forEach(question -> record(new AgentEvent.QuestionLost(question.id())));
        if (memory.workerOpen()) {
            record(new AgentEvent.WorkerEnded(reason, detail));
        }
        if (memory.interrupted()
                || (memory.turnOpen() && memory.pending().stream().noneMatch(each -> each.taken()))) {
            commit(TurnLedger.interrupted(memory, 0));
            resolveLost();
        }
    }

    /** Questions of a dead worker that nobody will ask again. */
    void resolveLost() {
        memory.questions().stream()
                .filter(OpenQuestion::lost)
                .forEach(question -> record(new AgentEvent.PermissionResolved(
                        question.id(), AgentEvent.Resolution.LOST, Optional.empty(), Optional.empty(), Map.of())));
    }
}
