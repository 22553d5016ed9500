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
import java.util.ArrayList;
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

    /** How long a prompt may stay unheard before its worker counts as broken: the CLI acknowledges at once. */
    private static final Duration HEARING_PATIENCE = Duration.ofSeconds(30);

    private static final int MAX_DETAIL = 600;

    private static final Problem UNEXPECTED =
            new Problem(ProblemCode.INTERNAL, "Claude Code could not be started; the agent's log says why.");

    private static final System.Logger LOG = System.getLogger(WorkerSeat.class.getName());

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

        /** A worker is being started; under the lock. */
        void workerComes();

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
    /** In every state but EMPTY. */
    private Optional<ClaudeWorker> worker = Optional.empty();

    /** The process ended between its start and our taking it over. */
    private Optional<ClaudeExit> earlyExit = Optional.empty();

    private final List<Runnable> untilLive = new ArrayList<>();
    private boolean withoutTranscript;
    private Optional<Instant> since = Optional.empty();
    private Optional<Instant> stopDeadline = Optional.empty();
    private Optional<Instant> retryAt = Optional.empty();
    /** Completes when the last worker and all it started are gone. */
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

    /** Whether a worker comes, now or as soon as there is room for it or the last failure is long enough ago. */
    boolean isStarting() {
        return state == State.STARTING || (state == State.EMPTY && retryAt.isPresent());
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

    /**
     * Reserves room for a worker, so that what is accepted now can be worked on.
     *
     * @throws GatehouseException {@code TOO_MANY_SESSIONS} if there is none
     */
    void requireSeat() {
        if (state == State.EMPTY) {
            services.slots().take(memory().owner(), memory().grant(), memory().id());
        }
    }

    /** What was reserved is not needed after all. */
    void releaseUnused() {
        if (state == State.EMPTY) {
            services.slots().release(memory().id());
        }
    }

    /** Brings a worker up if there is none. */
    void ensure() {
        switch (state) {
            case EMPTY -> {
                requireSeat();
                launch(memory().transcriptExpected() && !withoutTranscript);
            }
            case ENDING -> wanted = true;
            case STARTING, LIVE -> {}
        }
        retryAt = Optional.empty();
    }

    /** Brings a worker up as soon as there is room for one. */
    void ensureLater() {
        if (state == State.EMPTY) {
            retryAt = Optional.of(Instant.EPOCH);
        } else if (state == State.ENDING) {
            wanted = true;
        }
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
        LaunchRequest request = LaunchRequest.of(memory(), resume);
        ClaudeWorker starting = services.workers().create(memory().owner());
        worker = Optional.of(starting);
        earlyExit = Optional.empty();
        untilLive.clear();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        gone = ended;
        owner.workerComes();
        services.run(() -> {
            try {
                starting.start(request, listener);
                owner.whileLocked(() -> taken(mine, starting));
            } catch (LaunchFailure failure) {
                owner.whileLocked(() -> notTaken(mine, resume, failure, ended));
            } catch (RuntimeException | Error failed) {
                LOG.log(System.Logger.Level.ERROR, "the start of a worker of " + request.session(), failed);
                owner.whileLocked(() -> notTaken(mine, resume, LaunchFailure.permanent(UNEXPECTED), ended));
            }
        });
    }

    private void taken(int mine, ClaudeWorker started) {
        if (mine != generation || state != State.STARTING) {
            close(mine, started); // its end was asked for while it started
            return;
        }
        state = State.LIVE;
        since = Optional.of(services.clock().instant());
        journal.record(started.introduction());
        if (started.mode() != memory().mode()) {
            journal.record(new AgentEvent.ModeChanged(started.mode(), Optional.empty()));
        }
        started.notice().ifPresent(text -> journal.record(new AgentEvent.Notice(AgentEvent.NoticeLevel.WARNING, text)));
        started.notCarriedOver().forEach(this::forget);
        if (earlyExit.isPresent()) {
            exited(mine, earlyExit.get());
            return;
        }
        untilLive.forEach(Runnable::run);
        untilLive.clear();
        flush();
    }

    private void forget(String sessionRule) {
        journal.record(new AgentEvent.SessionRuleRevoked(sessionRule, memory().owner()));
        journal.record(new AgentEvent.Notice(
                AgentEvent.NoticeLevel.WARNING,
                "Claude Code did not take up again what you allowed for this session: " + sessionRule
                        + ". It will ask again."));
    }

    /** Does now, or as soon as the worker has the seat, what needs it. */
    void onceLive(Runnable action) {
        if (state == State.LIVE) {
            action.run();
        } else if (state == State.STARTING) {
            untilLive.add(action);
        }
    }

    private void notTaken(int mine, boolean resume, LaunchFailure failure, CompletableFuture<Void> ended) {
        if (mine != generation) {
            ended.complete(null);
            return;
        }
        if (state == State.ENDING) {
            vacate(mine);
        } else if (failure.noConversation() && resume && starts < MAX_STARTS) {
            withoutTranscript = true;
            launch(false);
        } else if (failure.sessionIdInUse() && !resume && starts < MAX_STARTS) {
            if (withoutTranscript) {
                abandonTranscript();
                launch(false);
            } else {
                launch(true);
            }
        } else {
            left();
            afterFailure(failure.problem(), failure.permanent());
        }
        ended.complete(null);
    }

    /** There is a transcript that can neither be resumed nor begun: kill -9 in the moment it was made leaves one. */
    private void abandonTranscript() {
        withoutTranscript = false;
        journal.commit(new AgentEvent.TranscriptChanged(UUID.randomUUID()));
        journal.record(new AgentEvent.Notice(
                AgentEvent.NoticeLevel.WARNING,
                "Claude Code could not take up its own record of this conversation. It goes on, but Claude does not"
                        + " remember what was said before."));
    }

    private void afterFailure(Problem problem, boolean permanent) {
        boolean waiting = !memory().pending().isEmpty() && !memory().ended();
        if (!permanent && starts < MAX_STARTS && waiting) {
            retryAt = Optional.of(services.clock().instant().plus(Duration.ofMillis(200L << starts)));
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
        withoutTranscript = false;
        stopDeadline = Optional.empty();
    }

    void cancel(UUID prompt, UUID by) {
        if (live().isEmpty() || !owner.delivery().isSent(prompt)) {
            journal.commit(new AgentEvent.PromptCancelled(prompt, by));
            return;
        }
        live().get()
                .cancelPrompt(prompt)
                .exceptionally(workerGone -> true)
                .thenAccept(cancelled -> owner.whileLocked(() -> {
                    if (cancelled && memory().isWaiting(prompt)) {
                        journal.commit(new AgentEvent.PromptCancelled(prompt, by));
                    }
                }));
    }

    /** @param asked whether there is a turn or a prompt to stop, besides background tasks */
    void interrupt(UUID by, boolean asked, List<AgentEvent.Task> tasks) {
        live().ifPresent(current -> tasks.forEach(task -> current.stopTask(task.taskId())));
        if (!asked) {
            return;
        }
        if (live().isPresent()) {
            owner.delivery().stoppedBy(by);
            live().get().interrupt();
            stopDeadline = Optional.of(services.clock().instant().plus(STOP_PATIENCE));
        } else {
            drop(by);
            retryAt = Optional.empty();
        }
    }

    /** What was accepted and is in no worker's hands counts as stopped. */
    void drop(UUID by) {
        memory().pending().stream()
                .filter(prompt -> !prompt.taken())
                .forEach(prompt -> journal.commit(new AgentEvent.PromptCancelled(prompt.id(), by)));
        if (memory().interrupted()) {
            journal.commit(TurnLedger.interrupted(memory(), 0));
        }
    }

    CompletableFuture<Void> changeMode(PermissionMode mode, UUID by, FrameHandler frames) {
        Optional<ClaudeWorker> current = live();
        if (current.isEmpty()
                || (mode == PermissionMode.BYPASS_PERMISSIONS && !current.get().mayBypass())) {
            if (mode != memory().mode()) {
                journal.commit(new AgentEvent.ModeChanged(mode, Optional.of(by)));
            }
            restart();
            return CompletableFuture.completedFuture(null);
        }
        frames.expectMode(mode, by);
        return current.get()
                .changeMode(mode)
                .whenComplete((confirmed, failure) -> owner.whileLocked(() -> {
                    if (failure != null) {
                        frames.forgetMode(mode);
                    } else if (live().equals(current)) {
                        frames.reported(confirmed.wireName(), this);
                    }
                }))
                .thenAccept(confirmed -> {});
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
        if (state == State.STARTING || state == State.LIVE) {
            end(WorkerEnd.RESTARTED);
            wanted = true;
        }
    }

    /** Ends a worker that does not work under its grant; what is pending waits until somebody has mended that. */
    void quarantine(Problem problem) {
        journal.commit(new AgentEvent.SessionFailed(problem.code(), problem.detail()));
        end(WorkerEnd.VIOLATED_GRANT);
    }

    /** @return completes when the worker and all it started are gone. */
    CompletableFuture<Void> end(WorkerEnd reason) {
        wanted = false;
        starts = 0;
        retryAt = Optional.empty();
        if (state == State.EMPTY || state == State.ENDING) {
            return gone;
        }
        ClaudeWorker leaving = worker.orElseThrow();
        journal.closeWhatIsOpen(reason, Optional.empty());
        stopDeadline = Optional.empty();
        if (state == State.STARTING) {
            state = State.ENDING; // whoever starts it sees that and closes it
            services.run(leaving::abort);
            return gone;
        }
        state = State.ENDING;
        close(generation, leaving);
        return gone;
    }

    private void close(int mine, ClaudeWorker leaving) {
        CompletableFuture<Void> closed = gone;
        services.run(() -> {
            try {
                leaving.close();
            } catch (RuntimeException failed) {
                LOG.log(System.Logger.Level.ERROR, "the worker of " + memory().id() + " cannot be ended", failed);
            } finally {
                owner.whileLocked(() -> vacate(mine));
                closed.complete(null);
            }
        });
    }

    private void vacate(int mine) {
        if (mine == generation && state == State.ENDING) {
            boolean again = wanted;
            left();
            if (again) {
                retry(services.clock().instant());
            }
        }
    }

    private void left() {
        state = State.EMPTY;
        worker = Optional.empty();
        since = Optional.empty();
        stopDeadline = Optional.empty();
        wanted = false;
        services.slots().release(memory().id());
        owner.workerGone();
    }

    /** The process is gone without our asking. */
    void exited(int mine, ClaudeExit exit) {
        if (mine == generation && state == State.STARTING) {
            earlyExit = Optional.of(exit); // the start tells of it, unless it had just succeeded
        }
        if (mine != generation || state != State.LIVE) {
            return; // an end that we asked for is told by its own thread
        }
        withoutTranscript = exit.noConversation();
        broken(LaunchFailure.describe(exit));
    }

    /** The worker is of no use any more; a new one takes over what is pending. */
    private void broken(Problem problem) {
        ClaudeWorker dead = worker.orElseThrow();
        CompletableFuture<Void> closed = gone;
        services.run(() -> {
            try {
                dead.close();
            } finally {
                closed.complete(null);
            }
        });
        journal.closeWhatIsOpen(WorkerEnd.CRASHED, Optional.of(clip(problem.detail())));
        left();
        if (memory().pending().isEmpty()) {
            starts = 0;
        } else {
            afterFailure(problem, false);
        }
    }

    /** Called about once a second. */
    void tick(Instant now) {
        if (stopDeadline.filter(now::isAfter).isPresent()) {
            stopDeadline = Optional.empty();
            if (memory().interrupted()) {
                endDeaf();
            }
        }
        if (state == State.LIVE && owner.delivery().isUnheard(now.minus(HEARING_PATIENCE))) {
            unheard();
        }
        if (state == State.EMPTY && retryAt.filter(now::isAfter).isPresent()) {
            retry(now);
        }
    }

    private void endDeaf() {
        journal.record(new AgentEvent.Notice(
                AgentEvent.NoticeLevel.WARNING,
                "Claude Code did not react to Stop, so it was ended. The conversation goes on with your next prompt."));
        owner.delivery()
                .stoppedAndWaiting()
                .forEach((prompt, by) -> journal.commit(new AgentEvent.PromptCancelled(prompt, by)));
        boolean more = memory().pending().stream().anyMatch(prompt -> !prompt.taken());
        end(WorkerEnd.RESTARTED);
        wanted = more;
    }

    private void unheard() {
        Problem problem = new Problem(ProblemCode.CLI_FAILED, "Claude Code did not take up what it was asked.");
        ClaudeWorker deaf = worker.orElseThrow();
        journal.record(new AgentEvent.Notice(AgentEvent.NoticeLevel.WARNING, problem.detail() + " It is restarted."));
        if (starts < MAX_STARTS) {
            journal.closeWhatIsOpen(WorkerEnd.CRASHED, Optional.of(problem.detail()));
            state = State.ENDING;
            wanted = true;
            close(generation, deaf);
        } else {
            starts = 0;
            journal.commit(new AgentEvent.SessionFailed(problem.code(), problem.detail()));
            end(WorkerEnd.CRASHED);
        }
    }

    private void retry(Instant now) {
        try {
            ensure();
        } catch (GatehouseException full) {
            if (full.problem().code() != ProblemCode.TOO_MANY_SESSIONS) {
                throw full;
            }
            retryAt = Optional.of(now.plusSeconds(1)); // wait for a free slot
        }
    }

    private static String clip(String text) {
        return text.length() > MAX_DETAIL ? text.substring(0, MAX_DETAIL) + "…" : text;
    }

    SessionMemory memory() {
        return journal.memory();
    }
}
