package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.ClaudeExit;
import dev.gatehouse.agent.claude.ClaudeListener;
import dev.gatehouse.agent.claude.CliFrame;
import dev.gatehouse.agent.sessions.entity.SessionMemory;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The place of a session's one worker: empty, being taken, taken, or being left. A new worker starts only after the old
 * one is gone, as two CLIs on one session fork its transcript. Everything here runs under the session's lock; what
 * takes time runs elsewhere and comes back through {@link Owner}.
 */
final class WorkerSeat {

    /** Starts in a row without a finished turn before the session is reported as failed. */
    private static final int MAX_STARTS = 4;

    /** How long a worker may take to end a turn after Stop before it is ended itself. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private static final int MAX_DETAIL = 600;

    private enum State {
        EMPTY,
        STARTING,
        LIVE,
        ENDING
    }

    /** The session the seat belongs to. */
    interface Owner {

        void onFrame(WorkerSeat from, int generation, CliFrame frame);

        void onExit(WorkerSeat from, int generation, ClaudeExit exit);

        /** A worker has taken the seat; under the lock. */
        void workerReady();

        /** The seat is empty again; under the lock. */
        void workerGone();

        void whileLocked(Runnable action);

        PromptDelivery delivery();
    }

    private final SessionJournal journal;
    private final SessionServices services;
    private final Owner owner;
    private State state = State.EMPTY;
    private int generation;
    private Optional<ClaudeWorker> worker = Optional.empty();
    private Optional<Instant> since = Optional.empty();
    private Optional<Instant> stopDeadline = Optional.empty();
    private Optional<Instant> retryAt = Optional.empty();
    private CompletableFuture<Void> gone = CompletableFuture.completedFuture(null);
    private boolean wanted;
    private int starts;

    WorkerSeat(SessionJournal journal, SessionServices services, Owner owner) {
        this.journal = journal;
        this.services = services;
        this.owner = owner;
    }

    boolean isEmpty() {
        return state == State.EMPTY;
    }

    boolean isStarting() {
        return state == State.STARTING;
    }

    boolean isEnding() {
        return state == State.ENDING;
    }

    boolean isCurrent(int candidate) {
        return candidate == generation && state != State.ENDING;
    }

    Optional<ClaudeWorker> live() {
        return state == State.LIVE ? worker : Optional.empty();
    }

    Optional<Instant> since() {
        return since;
    }

    // --- taking the seat

    /** @throws GatehouseException {@code TOO_MANY_SESSIONS} if a prompt accepted now could not be worked on */
    void requireSeat() {
        if (state == State.EMPTY) {
            services.slots()
                    .require(
                            journal.memory().owner(),
                            journal.memory().grant(),
                            journal.memory().id());
        }
    }

    /** Brings a worker up if there is none. */
    void ensure() {
        retryAt = Optional.empty();
        switch (state) {
            case EMPTY -> {
                services.slots()
                        .take(
                                journal.memory().owner(),
                                journal.memory().grant(),
                                journal.memory().id());
                launch(journal.memory().transcriptExpected());
            }
            case ENDING -> wanted = true;
            case STARTING, LIVE -> {}
        }
    }

    /** Brings a worker up as soon as there is room for one. */
    void ensureLater() {
        retryAt = Optional.of(Instant.EPOCH);
    }

    private void launch(boolean resume) {
        state = State.STARTING;
        starts++;
        int mine = ++generation;
        ClaudeListener listener = new ClaudeListener() {
            @Override
            public void onFrame(CliFrame frame) {
                owner.onFrame(WorkerSeat.this, mine, frame);
            }

            @Override
            public void onExit(ClaudeExit exit) {
                owner.onExit(WorkerSeat.this, mine, exit);
            }
        };
        LaunchRequest request = LaunchRequest.of(journal.memory(), resume);
        services.run(() -> {
            try {
                ClaudeWorker started = services.workers().start(request, listener);
                owner.whileLocked(() -> taken(mine, started));
            } catch (LaunchFailure failure) {
                owner.whileLocked(() -> notTaken(mine, resume, failure));
            }
        });
    }

    private void taken(int mine, ClaudeWorker started) {
        if (mine != generation || state != State.STARTING) {
            services.run(started::close);
            return;
        }
        state = State.LIVE;
        worker = Optional.of(started);
        since = Optional.of(services.clock().instant());
        owner.workerReady();
        journal.record(started.introduction());
        if (started.mode() != journal.memory().mode()) {
            journal.record(new AgentEvent.ModeChanged(started.mode(), Optional.empty()));
        }
        started.notice().ifPresent(text -> journal.record(new AgentEvent.Notice(AgentEvent.NoticeLevel.WARNING, text)));
        flush();
    }

    private void notTaken(int mine, boolean resume, LaunchFailure failure) {
        if (mine != generation || state != State.STARTING) {
            return;
        }
        if (failure.noConversation() && resume) {
            launch(false);
        } else if (failure.sessionIdInUse() && !resume) {
            launch(true);
        } else {
            left();
            afterFailure(failure.problem(), failure.permanent());
        }
    }

    private void afterFailure(Problem problem, boolean permanent) {
        if (!permanent && starts < MAX_STARTS && !journal.memory().pending().isEmpty()) {
            retryAt = Optional.of(services.clock().instant().plus(Duration.ofMillis(200L << (2 * starts))));
        } else {
            starts = 0;
            journal.commit(new AgentEvent.SessionFailed(problem.code(), problem.detail()));
        }
    }

    // --- working

    void flush() {
        live().ifPresent(current -> owner.delivery().flush(current));
    }

    /** A turn came to its end: the worker is sound. */
    void proven() {
        starts = 0;
        stopDeadline = Optional.empty();
    }

    void cancel(UUID prompt, UUID by) {
        if (live().isEmpty() || !owner.delivery().isSent(prompt)) {
            journal.commit(new AgentEvent.PromptCancelled(prompt, by));
            return;
        }
        live().get()
                .cancelPrompt(prompt)
                .thenAccept(cancelled -> owner.whileLocked(() -> {
                    if (cancelled && journal.memory().isPending(prompt)) {
                        journal.commit(new AgentEvent.PromptCancelled(prompt, by));
                    }
                }));
    }

    /** @param asked whether there is a turn or a prompt to stop, besides background tasks */
    void interrupt(UUID by, boolean asked, List<AgentEvent.Task> tasks) {
        if (live().isPresent()) {
            ClaudeWorker current = live().get();
            tasks.forEach(task -> current.stopTask(task.taskId()));
            if (asked) {
                owner.delivery().stoppedBy(by);
                current.interrupt();
                stopDeadline = Optional.of(services.clock().instant().plus(STOP_PATIENCE));
            }
        } else if (asked) {
            journal.memory().pending().stream()
                    .filter(prompt -> !prompt.taken())
                    .forEach(prompt -> journal.commit(new AgentEvent.PromptCancelled(prompt.id(), by)));
            journal.commit(TurnLedger.interrupted(journal.memory(), 0));
        }
    }

    CompletableFuture<Void> changeMode(PermissionMode mode, UUID by, FrameHandler frames) {
        Optional<ClaudeWorker> current = live();
        if (current.isEmpty()
                || (mode == PermissionMode.BYPASS_PERMISSIONS && !current.get().mayBypass())) {
            if (mode != journal.memory().mode()) {
                journal.commit(new AgentEvent.ModeChanged(mode, Optional.of(by)));
            }
            restart();
            return CompletableFuture.completedFuture(null);
        }
        frames.expectMode(mode, by);
        return current.get()
                .changeMode(mode)
                .thenAccept(confirmed -> owner.whileLocked(() -> frames.modeReported(confirmed)));
    }

    CompletableFuture<Void> changeModel(String model) {
        if (live().isEmpty()) {
            journal.commit(new AgentEvent.ModelChanged(model));
            restart();
            return CompletableFuture.completedFuture(null);
        }
        return live().get()
                .changeModel(model)
                .thenAccept(confirmed -> owner.whileLocked(() -> journal.commit(new AgentEvent.ModelChanged(model))));
    }

    // --- leaving the seat

    /** Ends the worker, if there is one, and starts another as soon as it is gone. */
    void restart() {
        if (state != State.EMPTY) {
            end(WorkerEnd.RESTARTED);
            wanted = true;
        }
    }

    /** @return completes when the worker and all it started are gone. */
    CompletableFuture<Void> end(WorkerEnd reason) {
        if (state == State.EMPTY || state == State.ENDING) {
            wanted = false;
            return gone;
        }
        Optional<ClaudeWorker> leaving = worker;
        journal.closeWhatIsOpen(reason, Optional.empty());
        state = State.ENDING;
        wanted = false;
        stopDeadline = Optional.empty();
        int mine = generation;
        CompletableFuture<Void> closed = new CompletableFuture<>();
        gone = closed;
        services.run(() -> {
            try {
                leaving.ifPresent(ClaudeWorker::close);
            } finally {
                owner.whileLocked(() -> vacate(mine));
                closed.complete(null);
            }
        });
        return closed;
    }

    private void vacate(int mine) {
        if (mine == generation && state == State.ENDING) {
            boolean again = wanted;
            left();
            if (again) {
                ensureLater();
            }
        }
    }

    private void left() {
        state = State.EMPTY;
        worker = Optional.empty();
        since = Optional.empty();
        stopDeadline = Optional.empty();
        wanted = false;
        services.slots().release(journal.memory().id());
        owner.workerGone();
    }

    /** The process is gone without our asking. */
    void exited(int mine, ClaudeExit exit) {
        if (mine != generation || state != State.LIVE) {
            return; // a start that fails is told by its exception, an end that we asked for by its own thread
        }
        worker.ifPresent(dead -> services.run(dead::close));
        Problem problem = LaunchFailure.describe(exit);
        journal.closeWhatIsOpen(WorkerEnd.CRASHED, Optional.of(clip(problem.detail())));
        left();
        if (!journal.memory().pending().isEmpty()) {
            afterFailure(problem, false);
        }
    }

    void tick(Instant now) {
        if (stopDeadline.filter(now::isAfter).isPresent()) {
            stopDeadline = Optional.empty();
            if (journal.memory().interrupted()) {
                journal.record(
                        new AgentEvent.Notice(
                                AgentEvent.NoticeLevel.WARNING,
                                "Claude Code did not react to Stop, so it was ended. The conversation goes on with your next prompt."));
                end(WorkerEnd.RESTARTED);
            }
        }
        if (state == State.EMPTY && retryAt.filter(now::isAfter).isPresent()) {
            try {
                ensure();
            } catch (GatehouseException full) {
                if (full.problem().code() != ProblemCode.TOO_MANY_SESSIONS) {
                    throw full;
                }
                retryAt = Optional.of(now.plusSeconds(1)); // wait for a free slot
            }
        }
    }

    private static String clip(String text) {
        return text.length() > MAX_DETAIL ? text.substring(0, MAX_DETAIL) + "…" : text;
    }

    SessionMemory memory() {
        return journal.memory();
    }
}
