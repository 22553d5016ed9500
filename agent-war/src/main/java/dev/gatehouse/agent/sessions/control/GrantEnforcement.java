package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.sessions.entity.SessionMemory;
import dev.gatehouse.contract.AgentEvent.GrantConfirmed;
import dev.gatehouse.contract.AgentEvent.Notice;
import dev.gatehouse.contract.AgentEvent.NoticeLevel;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.GrantStatus;
import dev.gatehouse.contract.GrantStatus.Phase;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Brings a session's live worker under its grant and has it prove that it is: the rules it lists are those that were
 * sent, the mode it reports is granted. One that cannot prove it in time is ended and resumed under the grant; one that
 * works under other rules is put into quarantine. Used under the session's lock.
 */
final class GrantEnforcement {

    /** How long a live worker may take to prove a changed grant. */
    static final Duration PROOF = Duration.ofSeconds(2);

    /** How long a worker that must not go on may take to end before it is killed. */
    static final Duration HALT = Duration.ofSeconds(1);

    private static final System.Logger LOG = System.getLogger(GrantEnforcement.class.getName());

    private final SessionJournal journal;
    private final SessionServices services;
    private final Questions questions;
    private final FrameHandler frames;
    private final WorkerSeat seat;
    private final SeatOwner owner;
    private Phase phase = Phase.PARKED;
    private Instant since;
    private Optional<Problem> quarantine = Optional.empty();

    GrantEnforcement(
            SessionJournal journal,
            SessionServices services,
            Questions questions,
            FrameHandler frames,
            WorkerSeat seat,
            SeatOwner owner) {
        this.journal = journal;
        this.services = services;
        this.questions = questions;
        this.frames = frames;
        this.seat = seat;
        this.owner = owner;
        this.since = services.clock().instant();
    }

    GrantStatus status() {
        ModeGrant grant = memory().grant();
        return new GrantStatus(grant.policyVersion(), grant.revision(), phase, since, quarantine.map(Problem::detail));
    }

    /** Why no worker may run now, for the person to read. */
    Optional<Problem> obstacle() {
        return memory().grant()
                .frozen()
                .map(reason -> new Problem(ProblemCode.FROZEN, stopped(reason)))
                .or(() -> quarantine);
    }

    private static String stopped(String reason) {
        return "All action is stopped: " + reason;
    }

    // --- the worker's seat

    void workerComes() {
        enter(Phase.RESTARTING);
    }

    void workerGone() {
        enter(quarantine.isPresent() ? Phase.QUARANTINED : Phase.PARKED);
    }

    /** The worker has proved the grant, at its start or since. */
    void confirmed() {
        ModeGrant grant = memory().grant();
        journal.record(new GrantConfirmed(grant.policyVersion(), grant.revision()));
        enter(Phase.CONFIRMED);
    }

    /** The worker is not under its grant; until another one is published no worker of this session runs. */
    void quarantined(Problem problem) {
        LOG.log(System.Logger.Level.ERROR, "session {0} is in quarantine: {1}", memory().id(), problem.detail());
        quarantine = Optional.of(problem);
        seat.quarantine(problem);
        enter(Phase.QUARANTINED);
    }

    // --- a changed grant

    /** @param before what held until now; the memory has the new one */
    void changed(ModeGrant before) {
        ModeGrant grant = memory().grant();
        quarantine = Optional.empty();
        if (grant.frozen().isPresent()) {
            freeze(grant.frozen().get());
        } else if (seat.live().isEmpty()) {
            seat.restart(); // one that is just starting was given the old grant
            resume();
            enter(seat.isEmpty() ? Phase.PARKED : Phase.RESTARTING);
        } else if (!seat.live().get().fits(grant)) {
            restart();
        } else {
            if (!before.rules().equals(grant.rules())) {
                questions.takeBack(seat.live());
            }
            apply(seat.live().get(), grant);
        }
    }

    private void apply(ClaudeWorker worker, ModeGrant grant) {
        PermissionMode mode;
        try {
            mode = services.guard().launch(grant, memory().mode()).mode();
        } catch (GatehouseException nothingGranted) {
            quarantined(nothingGranted.problem());
            return;
        }
        enter(Phase.APPLYING);
        worker.prove(LaunchRequest.of(memory(), true), mode)
                .orTimeout(PROOF.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((reported, failure) -> owner.whileLocked(() -> {
                    if (seat.live().equals(Optional.of(worker))
                            && memory().grant().equals(grant)) {
                        proved(reported, failure);
                    }
                }));
    }

    private void proved(PermissionMode reported, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof RuleProof.NotInForce other) {
            quarantined(other.problem());
        } else if (cause != null) {
            LOG.log(System.Logger.Level.WARNING, "session {0} did not take its grant: {1}", memory().id(), cause);
            restart();
        } else {
            frames.reported(reported.wireName(), seat);
            if (seat.live().isPresent()) {
                confirmed();
            }
        }
    }

    private void restart() {
        seat.restart(HALT);
        enter(Phase.RESTARTING);
    }

    private void resume() {
        if (!memory().pending().isEmpty() && !memory().ended()) {
            seat.ensureLater();
        }
    }

    /**
     * Stops all action at once: nothing more is let run, what runs is aborted, questions are denied, the worker ends.
     * What had been begun counts as interrupted and is not begun again by a thaw; prompts that nobody had taken up are
     * kept and done then.
     */
    private void freeze(String reason) {
        seat.live().ifPresent(worker -> worker.halt(frames.tasks()));
        questions.freeze(stopped(reason), seat.live());
        boolean atWork = memory().turnOpen() || !seat.isEmpty();
        seat.end(WorkerEnd.FROZEN, HALT);
        if (memory().turnOpen() || memory().pending().stream().anyMatch(prompt -> prompt.taken())) {
            journal.commit(TurnLedger.interrupted(memory(), 0));
            journal.resolveLost();
        }
        if (atWork) {
            journal.record(new Notice(NoticeLevel.WARNING, stopped(reason)));
        }
        enter(Phase.PARKED);
    }

    private void enter(Phase next) {
        if (next != phase) {
            phase = next;
            since = services.clock().instant();
        }
    }

    private SessionMemory memory() {
        return journal.memory();
    }
}
