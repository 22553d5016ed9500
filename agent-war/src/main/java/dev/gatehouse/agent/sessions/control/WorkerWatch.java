package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.sessions.entity.SessionMemory;
import dev.gatehouse.contract.AgentEvent.Notice;
import dev.gatehouse.contract.AgentEvent.NoticeLevel;
import dev.gatehouse.contract.AgentEvent.PromptCancelled;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sees to it that a live worker hears: one that is deaf to Stop is ended, one deaf to prompts is replaced. */
final class WorkerWatch {

    /** How long a worker may take to end a turn after Stop before it is ended itself. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    /** How long a prompt may stay unheard before its worker counts as broken: the CLI acknowledges at once. */
    private static final Duration HEARING_PATIENCE = Duration.ofSeconds(30);

    private final SessionJournal journal;
    private final Clock clock;
    private final WorkerSeat seat;
    private Optional<Instant> stopDeadline = Optional.empty();

    WorkerWatch(SessionJournal journal, Clock clock, WorkerSeat seat) {
        this.journal = journal;
        this.clock = clock;
        this.seat = seat;
    }

    void stopAsked() {
        stopDeadline = Optional.of(clock.instant().plus(STOP_PATIENCE));
    }

    /** The turn has ended, or the worker. */
    void stopped() {
        stopDeadline = Optional.empty();
    }

    /** Called about once a second. */
    void tick(Instant now, PromptDelivery delivery) {
        if (stopDeadline.filter(now::isAfter).isPresent()) {
            stopped();
            if (journal.memory().interrupted()) {
                endDeaf(delivery);
            }
        }
        if (seat.live().isPresent() && delivery.isUnheard(now.minus(HEARING_PATIENCE))) {
            Problem problem = new Problem(ProblemCode.CLI_FAILED, "Claude Code did not take up what it was asked.");
            journal.record(new Notice(NoticeLevel.WARNING, problem.detail() + " It is restarted."));
            seat.replace(problem);
        }
    }

    private void endDeaf(PromptDelivery delivery) {
        try {
            journal.record(new Notice(
                    NoticeLevel.WARNING,
                    "Claude Code did not react to Stop, so it was ended. The conversation goes on with your next"
                            + " prompt."));
            delivery.stoppedAndWaiting().forEach((prompt, by) -> journal.commit(new PromptCancelled(prompt, by)));
        } catch (GatehouseException unwritten) {
            delivery.stoppedAndWaiting().values().stream().findFirst().ifPresent(journal.arrears()::stopping);
        }
        SessionMemory memory = journal.memory();
        boolean more = memory.pending().stream().anyMatch(prompt -> !prompt.taken());
        seat.end(WorkerEnd.RESTARTED);
        if (more) {
            seat.ensureLater();
        }
    }
}
