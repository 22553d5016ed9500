package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.sessions.entity.OpenQuestion;
import dev.gatehouse.agent.sessions.entity.PendingPrompt;
import dev.gatehouse.agent.sessions.entity.SessionMemory;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.SessionSummary;
import java.time.Duration;
import java.time.Instant;

/** How a session stands, from its memory and its worker's seat: for those who watch it, and for the agent's list. */
final class SessionView {

    private final SessionJournal journal;
    private final WorkerSeat seat;
    private final FrameHandler frames;
    private final GrantEnforcement enforcement;

    SessionView(SessionJournal journal, WorkerSeat seat, FrameHandler frames, GrantEnforcement enforcement) {
        this.journal = journal;
        this.seat = seat;
        this.frames = frames;
        this.enforcement = enforcement;
    }

    SessionPhase phase() {
        SessionMemory memory = journal.memory();
        if (memory.ended()) {
            return SessionPhase.ENDED;
        }
        if (seat.isStarting()) {
            return SessionPhase.STARTING;
        }
        if (seat.isEmpty()) {
            return SessionPhase.PARKED;
        }
        if (seat.isEnding() || memory.interrupted()) {
            return SessionPhase.STOPPING;
        }
        if (memory.questions().stream().anyMatch(question -> !question.lost())) {
            return SessionPhase.WAITING;
        }
        boolean busy = isAsked() || !frames.tasks().isEmpty() || frames.running();
        return busy ? SessionPhase.WORKING : SessionPhase.IDLE;
    }

    /** Whether there is a turn or a prompt that is not answered. */
    boolean isAsked() {
        return journal.memory().isAsked();
    }

    /** Whether a worker has had nothing to do for this long while nobody watched. */
    boolean isIdleFor(Duration time, Instant now) {
        Instant activity = journal.memory().lastActivityAt();
        Instant warmed = seat.since().orElse(activity);
        Instant idleSince = warmed.isAfter(activity) ? warmed : activity;
        return phase() == SessionPhase.IDLE
                && journal.log().readers() == 0
                && idleSince.plus(time).isBefore(now);
    }

    /** Whether nothing would be lost if the session's object were dropped and made again from the log. */
    boolean isUnused() {
        return seat.isEmpty()
                && !seat.isStarting()
                && journal.arrears().isEmpty()
                && journal.log().readers() == 0
                && journal.memory().pending().isEmpty();
    }

    void show() {
        SessionMemory memory = journal.memory();
        journal.log()
                .state(new AgentEvent.SessionState(
                        phase(),
                        memory.mode(),
                        memory.model(),
                        memory.questions().stream().map(OpenQuestion::id).toList(),
                        memory.pending().stream()
                                .filter(prompt -> !prompt.taken())
                                .map(PendingPrompt::id)
                                .toList(),
                        frames.tasks(),
                        memory.rules()));
    }

    SessionSummary summary() {
        SessionMemory memory = journal.memory();
        return new SessionSummary(
                memory.id(),
                memory.owner(),
                phase(),
                memory.mode(),
                memory.model(),
                journal.log().lastSeq(),
                memory.createdAt(),
                memory.lastActivityAt(),
                seat.since(),
                seat.live().map(worker -> Long.toString(worker.pid())),
                journal.log().readers(),
                memory.questions().size(),
                enforcement.status(),
                memory.runningCalls());
    }
}
