package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.ClaudeExit;
import dev.gatehouse.agent.claude.CliFrame;
import dev.gatehouse.agent.events.Subscription;
import dev.gatehouse.agent.sessions.entity.SessionMemory;
import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.GrantStatus;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.contract.SessionSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One conversation. Commands of people and frames of the worker are taken one at a time, under one lock; nothing waits
 * for the CLI while holding it. What is accepted is in the log before the command returns.
 */
public final class AgentSession implements WorkerSeat.Owner {

    private final ReentrantLock lock = new ReentrantLock();
    private final SessionJournal journal;
    private final SessionServices services;
    private final WorkerSeat seat;
    private final Questions questions;
    private final FrameHandler frames;
    private boolean closed;

    AgentSession(SessionJournal journal, SessionServices services) {
        this.journal = journal;
        this.services = services;
        this.questions = new Questions(journal, services.guard());
        this.frames = new FrameHandler(journal, services, questions, this);
        this.seat = new WorkerSeat(journal, services, this);
    }

    public SessionId id() {
        return journal.memory().id();
    }

    public UUID owner() {
        return locked(() -> journal.memory().owner());
    }

    /** Ends what a killed agent left open, and goes on with what was accepted. */
    void recover() {
        locked(() -> {
            journal.closeWhatIsOpen(WorkerEnd.AGENT_STOPPED, Optional.empty());
            showState();
            resumePending();
            return null;
        });
    }

    // --- commands: each returns the number of the newest event it caused or found

    long start(AgentCommand.StartSession command, UUID by) {
        return locked(() -> {
            SessionMemory memory = journal.memory();
            if (memory.owner() == null) {
                PermissionMode wanted = command.mode().orElse(command.grant().initial());
                command.mode().ifPresent(mode -> services.guard().require(command.grant(), mode));
                command.model().ifPresent(model -> services.requireModel(command.grant(), model));
                var launch = services.guard().launch(command.grant(), wanted);
                journal.commit(new AgentEvent.SessionStarted(
                        by, command.grant(), launch.mode(), command.model(), launch.notice()));
            } else if (!memory.grant().equals(command.grant())) {
                journal.commit(new AgentEvent.GrantChanged(command.grant()));
                frames.grantChanged(seat);
            }
            showState();
            return journal.log().lastSeq();
        });
    }

    long warm() {
        return locked(() -> {
            requireOpen();
            seat.ensure();
            showState();
            return journal.log().lastSeq();
        });
    }

    long prompt(AgentCommand.Prompt prompt, UUID by) {
        return locked(() -> {
            requireOpen();
            Optional<Long> known = journal.memory().seqOf(prompt.promptId());
            if (known.isPresent()) {
                if (journal.memory().isPending(prompt.promptId())) {
                    seat.ensureLater();
                }
                return known.get();
            }
            PromptContent.requireAcceptable(prompt);
            seat.requireSeat();
            long seq;
            try {
                List<AgentEvent.Blob> images = PromptContent.keepImages(prompt, services.blobs(id()));
                seq = journal.commit(new AgentEvent.PromptAccepted(prompt.promptId(), by, prompt.text(), images));
            } catch (RuntimeException notAccepted) {
                seat.releaseUnused();
                throw notAccepted;
            }
            seat.ensure();
            seat.flush();
            showState();
            return seq;
        });
    }

    long cancelPrompt(UUID promptId, UUID by) {
        return locked(() -> {
            if (!journal.memory().isWaiting(promptId)) {
                throw new GatehouseException(
                        ProblemCode.NOT_FOUND,
                        "This prompt is not waiting any more: it has been taken up or answered.");
            }
            seat.cancel(promptId, by);
            showState();
            return journal.log().lastSeq();
        });
    }

    /** Stops the running turn, what is queued behind it, and background work. Nothing to stop is no error. */
    long interrupt(UUID by) {
        return locked(() -> {
            // while background tasks live, the CLI calls itself running between turns, too
            boolean asked = isAsked() || (frames.running() && frames.tasks().isEmpty());
            if (asked) {
                journal.commit(new AgentEvent.InterruptRequested(by));
            }
            seat.interrupt(by, asked, frames.tasks());
            showState();
            return journal.log().lastSeq();
        });
    }

    /** Returns when the CLI has confirmed, or at once if no worker is live: then the next one starts in this mode. */
    CompletableFuture<Long> changeMode(PermissionMode mode, UUID by) {
        return locked(() -> {
            requireOpen();
            services.guard().require(journal.memory().grant(), mode);
            return seat.changeMode(mode, by, frames).thenApply(ignored -> lastSeqShown());
        });
    }

    CompletableFuture<Long> changeModel(String model) {
        return locked(() -> {
            requireOpen();
            services.requireModel(journal.memory().grant(), model);
            return seat.changeModel(model).thenApply(ignored -> lastSeqShown());
        });
    }

    long answer(AgentCommand.AnswerPermission answer, UUID by) {
        return answering(() -> questions.answer(answer, by, seat.live()));
    }

    long answer(AgentCommand.AnswerQuestion answer, UUID by) {
        return answering(() -> questions.answer(answer, by, seat.live()));
    }

    long answer(AgentCommand.AnswerPlan answer, UUID by) {
        return answering(() -> {
            questions.answer(answer, by, seat.live());
            if (answer.accept()) {
                frames.expectMode(answer.mode().orElse(journal.memory().grant().fallback()), by);
            }
        });
    }

    private long answering(Runnable answer) {
        return locked(() -> {
            answer.run();
            showState();
            return journal.log().lastSeq();
        });
    }

    long revokeRule(String rule, UUID by) {
        return locked(() -> {
            if (!journal.memory().rules().contains(rule)) {
                throw new GatehouseException(ProblemCode.NOT_FOUND, "This rule is not allowed for this session.");
            }
            long seq = journal.commit(new AgentEvent.SessionRuleRevoked(rule, by));
            seat.restart();
            showState();
            return seq;
        });
    }

    long stopTask(String taskId) {
        return locked(() -> {
            seat.live().ifPresent(worker -> worker.stopTask(taskId));
            return journal.log().lastSeq();
        });
    }

    /** Ends the worker whatever it does: what it was asked counts as stopped, the conversation stays. */
    long park(WorkerEnd reason, UUID by) {
        return locked(() -> {
            stopFor(reason, by);
            showState();
            return journal.log().lastSeq();
        });
    }

    long end(UUID by) {
        return locked(() -> {
            if (!journal.memory().ended()) {
                stopFor(WorkerEnd.SESSION_ENDED, by);
                journal.commit(new AgentEvent.SessionEnded(by));
                showState();
            }
            return journal.log().lastSeq();
        });
    }

    private void stopFor(WorkerEnd reason, UUID by) {
        if (isAsked()) {
            journal.commit(new AgentEvent.InterruptRequested(by));
        }
        seat.end(reason);
        seat.drop(by);
    }

    private boolean isAsked() {
        return journal.memory().turnOpen() || !journal.memory().pending().isEmpty();
    }

    // --- looking

    public Subscription subscribe(long after) {
        return journal.log().subscribe(after);
    }

    public byte[] history(long before, int limit) {
        return journal.log().history(before, limit);
    }

    public SessionSummary summary() {
        return locked(() -> {
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
                    grantStatus(memory),
                    List.of());
        });
    }

    private GrantStatus grantStatus(SessionMemory memory) {
        GrantStatus.Phase phase = seat.live().isPresent()
                ? GrantStatus.Phase.CONFIRMED
                : seat.isStarting() ? GrantStatus.Phase.RESTARTING : GrantStatus.Phase.PARKED;
        return new GrantStatus(
                memory.grant().policyVersion(),
                memory.grant().revision(),
                phase,
                seat.since().orElse(memory.lastActivityAt()),
                Optional.empty());
    }

    // --- housekeeping

    /** Called about once a second. */
    void tick(Instant now) {
        locked(() -> {
            if (closed || journal.memory().owner() == null) {
                return null;
            }
            questions.timeOut(now, seat.live());
            boolean watched = journal.log().readers() > 0;
            if (phase() == SessionPhase.IDLE
                    && !watched
                    && idleSince()
                            .plus(services.idleTimeout(journal.memory().grant()))
                            .isBefore(now)) {
                seat.end(WorkerEnd.IDLE);
            }
            seat.tick(now);
            showState();
            return null;
        });
    }

    /** Gives its worker up if it has nothing to do, so that another conversation can have one. */
    boolean yieldIfIdle() {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            if (phase() != SessionPhase.IDLE) {
                return false;
            }
            seat.end(WorkerEnd.IDLE);
            showState();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing would be lost if this object were dropped and made again from the log. */
    boolean isUnused() {
        return locked(() -> seat.isEmpty()
                && !seat.isStarting()
                && journal.log().readers() == 0
                && journal.memory().pending().isEmpty());
    }

    boolean closeIfUnused() {
        return locked(() -> {
            boolean unused = isUnused();
            if (unused && !closed) {
                closed = true;
                journal.log().close();
            }
            return unused;
        });
    }

    /** Ends the worker and waits until it is gone. */
    void shutDown(WorkerEnd reason) {
        CompletableFuture<Void> gone = locked(() -> {
            closed = true;
            return seat.end(reason);
        });
        gone.join();
    }

    private Instant idleSince() {
        Instant activity = journal.memory().lastActivityAt();
        Instant warmed = seat.since().orElse(activity);
        return warmed.isAfter(activity) ? warmed : activity;
    }

    // --- what the worker does (WorkerSeat.Owner)

    @Override
    public void onFrame(WorkerSeat from, int generation, CliFrame frame) {
        locked(() -> {
            if (from.isCurrent(generation)) {
                frames.handle(frame, from);
            }
            return null;
        });
    }

    @Override
    public void onExit(WorkerSeat from, int generation, ClaudeExit exit) {
        locked(() -> {
            from.exited(generation, exit);
            showState();
            return null;
        });
    }

    @Override
    public void workerComes() {
        frames.newWorker();
    }

    @Override
    public void workerGone() {
        questions.forgetWorker();
        frames.workerGone();
    }

    @Override
    public void whileLocked(Runnable action) {
        locked(() -> {
            action.run();
            showState();
            return null;
        });
    }

    @Override
    public PromptDelivery delivery() {
        return frames.delivery();
    }

    private void resumePending() {
        if (!journal.memory().pending().isEmpty() && !journal.memory().ended()) {
            seat.ensureLater();
        }
    }

    private long lastSeqShown() {
        return locked(() -> {
            showState();
            return journal.log().lastSeq();
        });
    }

    private void requireOpen() {
        if (closed) {
            throw new GatehouseException(
                    ProblemCode.AGENT_UNREACHABLE, "The agent is stopping; try again in a moment.");
        }
        if (journal.memory().owner() == null) {
            throw new GatehouseException(ProblemCode.SESSION_NOT_FOUND, "This conversation does not exist.");
        }
        if (journal.memory().ended()) {
            throw new GatehouseException(
                    ProblemCode.SESSION_ENDED, "This conversation has ended. Start a new one to go on.");
        }
    }

    // --- state

    void showState() {
        SessionMemory memory = journal.memory();
        if (closed || memory.owner() == null) {
            return;
        }
        journal.log()
                .state(new AgentEvent.SessionState(
                        phase(),
                        memory.mode(),
                        memory.model(),
                        memory.questions().stream()
                                .map(SessionMemory.OpenQuestion::id)
                                .toList(),
                        memory.pending().stream()
                                .filter(prompt -> !prompt.taken())
                                .map(SessionMemory.PendingPrompt::id)
                                .toList(),
                        frames.tasks(),
                        memory.rules()));
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
        boolean busy = memory.turnOpen()
                || !memory.pending().isEmpty()
                || !frames.tasks().isEmpty()
                || frames.running();
        return busy ? SessionPhase.WORKING : SessionPhase.IDLE;
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
