package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.ClaudeExit;
import dev.gatehouse.agent.sessions.entity.SessionMemory;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The place of a session's one worker: empty, being taken, taken, or being left. A new worker starts only after the old
 * one is gone, as two CLIs on one session fork its transcript. Everything here runs under the session's lock; what
 * takes time runs elsewhere and comes back through {@link SeatOwner}.
 */
final class WorkerSeat {

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

    private final SessionJournal journal;
    private final SessionServices services;
    private final SeatOwner owner;
    private State state = State.EMPTY;
    private int generation;
    /** In every state but EMPTY. */
    private Optional<ClaudeWorker> worker = Optional.empty();

    /** The process ended between its start and our taking it over. */
    private Optional<ClaudeExit> earlyExit = Optional.empty();

    private final List<Runnable> untilLive = new ArrayList<>();
    private Optional<Instant> since = Optional.empty();
    /** Completes when the last worker and all it started are gone. */
    private CompletableFuture<Void> gone = CompletableFuture.completedFuture(null);

    private boolean wanted;
    private final StartAttempts attempts;
    private final TranscriptChoice transcript;
    private final WorkerWatch watch;

    WorkerSeat(SessionJournal journal, SessionServices services, SeatOwner owner) {
        this.journal = journal;
        this.services = services;
        this.owner = owner;
        this.attempts = new StartAttempts(services.clock());
        this.transcript = new TranscriptChoice(journal);
        this.watch = new WorkerWatch(journal, services.clock(), this);
    }

    boolean isEmpty() {
        return state == State.EMPTY;
    }

    /** Whether a worker comes, now or as soon as there is room for it or the last failure is long enough ago. */
    boolean isStarting() {
        return state == State.STARTING || (state == State.EMPTY && attempts.retryPlanned());
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
                owner.obstacle().ifPresent(WorkerSeat::refuse);
                journal.arrears().settle();
                requireSeat();
                launch(transcript.first());
            }
            case ENDING -> wanted = true;
            case STARTING, LIVE -> {}
        }
        attempts.forgetRetry();
    }

    /** Brings a worker up as soon as there is room for one. */
    void ensureLater() {
        if (owner.obstacle().isPresent()) {
            return;
        }
        if (state == State.EMPTY) {
            attempts.retrySoon();
        } else if (state == State.ENDING) {
            wanted = true;
        }
    }

    private void launch(TranscriptChoice.Start how) {
        state = State.STARTING;
        attempts.begun();
        int mine = ++generation;
        LaunchRequest request = LaunchRequest.of(memory(), how == TranscriptChoice.Start.RESUME);
        ClaudeWorker starting = services.workers().create(memory().owner());
        worker = Optional.of(starting);
        earlyExit = Optional.empty();
        untilLive.clear();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        gone = ended;
        owner.workerComes(starting);
        services.run(() -> {
            try {
                starting.start(request, new SeatListener(owner, this, mine));
                owner.whileLocked(() -> taken(mine, starting));
            } catch (LaunchFailure failure) {
                owner.whileLocked(() -> notTaken(mine, how, failure, ended));
            } catch (RuntimeException | Error failed) {
                LOG.log(System.Logger.Level.ERROR, "the start of a worker of " + request.session(), failed);
                owner.whileLocked(() -> notTaken(mine, how, LaunchFailure.permanent(UNEXPECTED), ended));
            }
        });
    }

    private void taken(int mine, ClaudeWorker started) {
        if (mine != generation || state != State.STARTING) {
            close(mine, started, services.closeTimeout()); // its end was asked for while it started
            return;
        }
        state = State.LIVE;
        since = Optional.of(services.clock().instant());
        try {
            started.introduceTo(journal);
            owner.workerTaken();
        } catch (GatehouseException unwritten) {
            unrecorded(unwritten);
            return;
        }
        if (earlyExit.isPresent()) {
            exited(mine, earlyExit.get());
            return;
        }
        untilLive.forEach(Runnable::run);
        untilLive.clear();
        flush();
    }

    /** Does now, or as soon as the worker has the seat, what needs it. */
    void onceLive(Runnable action) {
        if (state == State.LIVE) {
            action.run();
        } else if (state == State.STARTING) {
            untilLive.add(action);
        }
    }

    private void notTaken(int mine, TranscriptChoice.Start how, LaunchFailure failure, CompletableFuture<Void> ended) {
        try {
            if (mine == generation && state == State.ENDING) {
                vacate(mine);
            } else if (mine == generation) {
                startOtherwise(how, failure);
            }
        } finally {
            ended.complete(null);
        }
    }

    private void startOtherwise(TranscriptChoice.Start tried, LaunchFailure failure) {
        Optional<TranscriptChoice.Start> instead = Optional.empty();
        try {
            instead = attempts.mayTryAgain() ? transcript.after(failure, tried) : Optional.empty();
        } catch (GatehouseException unwritten) {
            LOG.log(System.Logger.Level.ERROR, "another transcript cannot be chosen", unwritten);
        }
        if (instead.isPresent()) {
            launch(instead.get());
        } else {
            left();
            if (failure.isUnderOtherRules()) {
                owner.quarantined(failure.problem());
            } else {
                afterFailure(failure.problem(), failure.permanent());
            }
        }
    }

    private void afterFailure(Problem problem, boolean permanent) {
        boolean waiting = !memory().pending().isEmpty() && !memory().ended();
        if (!permanent && attempts.mayTryAgain() && waiting) {
            attempts.retryLater();
        } else {
            attempts.reset();
            journal.arrears().failed(problem);
        }
    }

    // --- working

    void flush() {
        live().ifPresent(current -> owner.delivery().flush(current));
    }

    /** A turn came to its end: the worker is sound. */
    void proven() {
        attempts.reset();
        transcript.found(true);
        watch.stopped();
    }

    WorkerWatch watch() {
        return watch;
    }

    StartAttempts attempts() {
        return attempts;
    }

    // --- leaving the seat

    /** Ends the worker, if there is one, and starts another as soon as it is gone. */
    void restart() {
        restart(services.closeTimeout());
    }

    /** @param patience how long the old one may take to end by itself */
    void restart(Duration patience) {
        if (state == State.STARTING || state == State.LIVE) {
            end(WorkerEnd.RESTARTED, patience);
            wanted = true;
        }
    }

    /** Ends a worker that does not work under its grant; what is pending waits until somebody has mended that. */
    void quarantine(Problem problem) {
        journal.arrears().failed(problem);
        end(WorkerEnd.VIOLATED_GRANT, GrantEnforcement.HALT);
    }

    /** What the worker said or did cannot be written: it must not go on unseen. */
    void unrecorded(GatehouseException why) {
        LOG.log(System.Logger.Level.ERROR, "the worker of " + memory().id() + " is ended: " + why.getMessage());
        journal.arrears().unrecorded();
        end(WorkerEnd.CRASHED);
        wanted = !memory().pending().isEmpty() && !memory().ended();
    }

    /** @return completes when the worker and all it started are gone. */
    CompletableFuture<Void> end(WorkerEnd reason) {
        return end(reason, services.closeTimeout());
    }

    /** @param patience how long it may take to end by itself before it is killed */
    CompletableFuture<Void> end(WorkerEnd reason, Duration patience) {
        wanted = false;
        attempts.reset();
        attempts.forgetRetry();
        if (state == State.EMPTY || state == State.ENDING) {
            return gone;
        }
        ClaudeWorker leaving = worker.orElseThrow();
        journal.arrears().workerEnded(reason, Optional.empty());
        watch.stopped();
        if (state == State.STARTING) {
            state = State.ENDING; // whoever starts it sees that and closes it
            services.run(leaving::abort);
            return gone;
        }
        state = State.ENDING;
        close(generation, leaving, patience);
        return gone;
    }

    private void close(int mine, ClaudeWorker leaving, Duration patience) {
        CompletableFuture<Void> closed = gone;
        services.run(() -> {
            try {
                leaving.close(patience);
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
                retry();
            }
        }
    }

    private void left() {
        state = State.EMPTY;
        worker = Optional.empty();
        since = Optional.empty();
        watch.stopped();
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
        transcript.found(!exit.noConversation());
        broken(LaunchFailure.describe(exit));
    }

    /** The worker is of no use any more; a new one takes over what is pending. */
    private void broken(Problem problem) {
        ClaudeWorker dead = worker.orElseThrow();
        CompletableFuture<Void> closed = gone;
        services.run(() -> {
            try {
                dead.close(services.closeTimeout());
            } finally {
                closed.complete(null);
            }
        });
        journal.arrears().workerEnded(WorkerEnd.CRASHED, Optional.of(clip(problem.detail())));
        left();
        if (memory().pending().isEmpty()) {
            attempts.reset();
        } else {
            afterFailure(problem, false);
        }
    }

    /** Called about once a second. */
    void tick(Instant now) {
        watch.tick(now, owner.delivery());
        if (state == State.EMPTY && attempts.retryDue(now)) {
            retry();
        }
    }

    /** Ends a worker that does not hear, and starts another in its place unless that was tried often enough. */
    void replace(Problem problem) {
        ClaudeWorker deaf = worker.orElseThrow();
        if (attempts.mayTryAgain()) {
            journal.arrears().workerEnded(WorkerEnd.CRASHED, Optional.of(problem.detail()));
            state = State.ENDING;
            wanted = true;
            close(generation, deaf, services.closeTimeout());
        } else {
            attempts.reset();
            journal.arrears().failed(problem);
            end(WorkerEnd.CRASHED);
        }
    }

    private static void refuse(Problem problem) {
        throw new GatehouseException(problem);
    }

    private void retry() {
        if (owner.obstacle().isPresent()) {
            attempts.forgetRetry();
            return;
        }
        try {
            ensure();
        } catch (GatehouseException full) {
            attempts.retryWhenThereIsRoom();
            if (full.problem().code() != ProblemCode.TOO_MANY_SESSIONS
                    && journal.arrears().isEmpty()) {
                throw full;
            }
        }
    }

    private static String clip(String text) {
        return text.length() > MAX_DETAIL ? text.substring(0, MAX_DETAIL) + "…" : text;
    }

    private SessionMemory memory() {
        return journal.memory();
    }
}
