package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.ClaudeExit;
import dev.gatehouse.agent.claude.CliFrame;
import dev.gatehouse.agent.claude.ControlFrame;
import dev.gatehouse.agent.events.Subscription;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.contract.SessionSummary;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One conversation. Commands of people and frames of the worker are taken one at a time, under one lock; nothing waits
 * for the CLI while holding it. What is accepted is in the log before the command returns.
 */
public final class AgentSession implements SeatOwner {

    private static final System.Logger LOG = System.getLogger(AgentSession.class.getName());

    private static final Problem NOT_RECORDED = new Problem(
            ProblemCode.STORAGE_FULL,
            "What you are granted has changed, and the agent's disk is too full to record it. Nothing runs until there is"
                    + " room.");

    private static final String NOT_TAKEN_UP =
            "Gatehouse could not show this question to anyone, so it was refused. The agent's log says why.";

    private final ReentrantLock lock = new ReentrantLock();
    private final SessionJournal journal;
    private final SessionServices services;
    private final WorkerSeat seat;
    private final Questions questions;
    private final FrameHandler frames;
    private final GrantEnforcement enforcement;
    private final SessionView view;
    private final SessionCommands commands;
    /** What is granted now and could not be recorded yet. */
    private Optional<ModeGrant> owed = Optional.empty();

    private boolean closed;

    AgentSession(SessionJournal journal, SessionServices services) {
        this.journal = journal;
        this.services = services;
        SessionParts parts = SessionParts.of(journal, services, this);
        this.seat = parts.seat();
        this.questions = parts.questions();
        this.frames = parts.frames();
        this.enforcement = parts.enforcement();
        this.view = parts.view();
        this.commands = new SessionCommands(this, parts);
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

    /**
     * The owner's grant is another one now: it is recorded, and the live worker is brought under it.
     *
     * @throws GatehouseException {@code STORAGE_FULL} if it cannot be recorded; nothing runs then until it can
     */
    void regrant(ModeGrant grant) {
        locked(() -> {
            owed = Optional.of(grant);
            takeOwed();
            return null;
        });
    }

    /** All that the CLI has kept of it under ids of its own. */
    Set<UUID> transcripts() {
        return locked(() -> journal.memory().transcripts());
    }

    private void takeOwed() {
        ModeGrant before = journal.memory().grant();
        if (closed || before == null || owed.isEmpty()) {
            return;
        }
        ModeGrant grant = owed.get();
        try {
            if (!before.equals(grant)) {
                journal.commit(new AgentEvent.GrantChanged(grant));
            }
            owed = Optional.empty();
            if (!before.equals(grant)) {
                enforcement.changed(before);
            }
        } catch (GatehouseException unwritten) {
            seat.unrecorded(unwritten); // nothing goes on under a grant that is not the one in force
            throw unwritten;
        } finally {
            showState();
        }
    }

    private void takeOwedIfPossible() {
        try {
            takeOwed();
        } catch (GatehouseException unwritten) {
            LOG.log(System.Logger.Level.ERROR, "session {0} still cannot record its grant", id());
        }
    }

    ModeGrant grant() {
        return locked(() -> journal.memory().grant());
    }

    /** What people can ask of it. */
    SessionCommands commands() {
        return commands;
    }

    // --- looking

    public Subscription subscribe(long after) {
        return journal.log().subscribe(after);
    }

    public byte[] history(long before, int limit) {
        return journal.log().history(before, limit);
    }

    public SessionSummary summary() {
        return locked(view::summary);
    }

    // --- housekeeping

    /** Called about once a second. */
    void tick(Instant now) {
        locked(() -> {
            if (closed || journal.memory().owner() == null) {
                return null;
            }
            journal.arrears().settleIfPossible();
            if (owed.isPresent()) {
                takeOwedIfPossible();
            }
            questions.timeOut(now, seat.live());
            if (view.isIdleFor(services.idleTimeout(journal.memory().grant()), now)) {
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
        return locked(view::isUnused);
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

    // --- what the worker does (SeatOwner)

    @Override
    public void onFrame(WorkerSeat from, int generation, CliFrame frame) {
        locked(() -> {
            if (from.isCurrent(generation)) {
                take(frame, from);
            }
            return null;
        });
    }

    /** Fails closed: what cannot be kept must not go on, and a question that cannot be shown is not left hanging. */
    private void take(CliFrame frame, WorkerSeat from) {
        try {
            frames.handle(frame, from);
        } catch (GatehouseException unwritten) {
            from.unrecorded(unwritten);
            showState();
        } catch (RuntimeException unexpected) {
            if (frame instanceof ControlFrame.CanUseTool question) {
                from.live().ifPresent(worker -> worker.deny(question, NOT_TAKEN_UP));
            }
            throw unexpected;
        }
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
    public Optional<Problem> obstacle() {
        return owed.isPresent() ? Optional.of(NOT_RECORDED) : enforcement.obstacle();
    }

    @Override
    public void workerComes(ClaudeWorker worker) {
        frames.newWorker(worker::inForce);
        enforcement.workerComes();
    }

    @Override
    public void workerTaken() {
        enforcement.confirmed();
    }

    @Override
    public void quarantined(Problem problem) {
        enforcement.quarantined(problem);
    }

    @Override
    public void workerGone() {
        questions.forgetWorker();
        frames.workerGone();
        enforcement.workerGone();
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

    // --- state

    void showState() {
        if (!closed && journal.memory().owner() != null) {
            view.show();
        }
    }

    SessionPhase phase() {
        return view.phase();
    }

    /** Whether the agent is stopping, or the session's object is not the one in use any more. */
    boolean isClosed() {
        return closed;
    }

    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
