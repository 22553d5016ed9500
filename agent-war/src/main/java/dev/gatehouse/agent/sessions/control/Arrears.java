package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Problem;
import java.util.Optional;
import java.util.UUID;

/**
 * What has happened to a session and could not be written, as the disk is full or failed. What people want stopped is
 * stopped all the same, and a worker whose words cannot be kept is ended as if it had crashed; nothing more is done for
 * the session until its log has caught up. If the agent ends before that, the log says less than happened, as after
 * kill -9.
 */
final class Arrears {

    private static final System.Logger LOG = System.getLogger(Arrears.class.getName());

    private static final String UNRECORDED = "The agent's disk was full or failed, so Claude was stopped here: what it"
            + " did last may not be shown. An administrator should make room.";

    private final SessionJournal journal;
    private Optional<UUID> stoppedBy = Optional.empty();
    private Optional<AgentEvent.WorkerEnded> end = Optional.empty();
    private Optional<Problem> failure = Optional.empty();
    private boolean unrecorded;

    Arrears(SessionJournal journal) {
        this.journal = journal;
    }

    boolean isEmpty() {
        return stoppedBy.isEmpty() && end.isEmpty() && failure.isEmpty() && !unrecorded;
    }

    /** What was asked counts as stopped by this person; told before the worker is ended, and settled after it. */
    void stopping(UUID by) {
        stoppedBy = Optional.of(by);
    }

    /** The worker has ended; what that leaves open is closed now or as soon as it can be written. */
    void workerEnded(WorkerEnd reason, Optional<String> detail) {
        end = end.or(() -> Optional.of(new AgentEvent.WorkerEnded(reason, detail)));
        settleIfPossible();
    }

    /** Something the worker said or did is not in the log; told to the person as soon as it can be. */
    void unrecorded() {
        unrecorded = true;
    }

    /** The session cannot go on as it is. */
    void failed(Problem problem) {
        failure = Optional.of(problem);
        settleIfPossible();
    }

    /**
     * Writes what is owed.
     *
     * @throws GatehouseException {@code STORAGE_FULL}, {@code INTERNAL}: it is still owed
     */
    void settle() {
        stoppedBy.ifPresent(journal::interrupt);
        end.ifPresent(each -> journal.closeWhatIsOpen(each.reason(), each.detail()));
        end = Optional.empty();
        stoppedBy.ifPresent(journal::drop);
        stoppedBy = Optional.empty();
        if (unrecorded) {
            journal.record(new AgentEvent.Notice(AgentEvent.NoticeLevel.ERROR, UNRECORDED));
            unrecorded = false;
        }
        failure.ifPresent(each -> journal.commit(new AgentEvent.SessionFailed(each.code(), each.detail())));
        failure = Optional.empty();
    }

    void settleIfPossible() {
        try {
            settle();
        } catch (GatehouseException unwritten) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "session {0}: what has happened cannot be written yet: {1}",
                    journal.memory().id(),
                    unwritten.getMessage());
        }
    }
}
