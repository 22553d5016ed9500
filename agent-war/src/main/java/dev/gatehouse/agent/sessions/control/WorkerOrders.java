package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.sessions.entity.SessionMemory;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.PermissionMode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * What people want of the worker in the seat. Without a live one it is noted for the next. Used under the session's
 * lock; what the CLI confirms later comes back through {@link SeatOwner#whileLocked}.
 */
final class WorkerOrders {

    private final SessionJournal journal;
    private final WorkerSeat seat;
    private final FrameHandler frames;
    private final SeatOwner owner;

    WorkerOrders(SessionJournal journal, WorkerSeat seat, FrameHandler frames, SeatOwner owner) {
        this.journal = journal;
        this.seat = seat;
        this.frames = frames;
        this.owner = owner;
    }

    void cancel(UUID prompt, UUID by) {
        if (seat.live().isEmpty() || !frames.delivery().isSent(prompt)) {
            journal.commit(new AgentEvent.PromptCancelled(prompt, by));
            return;
        }
        seat.live()
                .get()
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
        Optional<ClaudeWorker> worker = seat.live();
        worker.ifPresent(current -> tasks.forEach(task -> current.stopTask(task.taskId())));
        if (!asked) {
            return;
        }
        if (worker.isPresent()) {
            frames.delivery().stoppedBy(by);
            worker.get().interrupt();
            seat.watch().stopAsked();
        } else {
            journal.drop(by);
            seat.attempts().forgetRetry();
        }
    }

    CompletableFuture<Void> changeMode(PermissionMode mode, UUID by) {
        Optional<ClaudeWorker> current = seat.live();
        if (current.isEmpty()
                || (mode == PermissionMode.BYPASS_PERMISSIONS && !current.get().mayBypass())) {
            if (mode != memory().mode()) {
                journal.commit(new AgentEvent.ModeChanged(mode, Optional.of(by)));
            }
            seat.restart();
            return CompletableFuture.completedFuture(null);
        }
        frames.expectMode(mode, by);
        return current.get()
                .changeMode(mode)
                .whenComplete((confirmed, failure) -> owner.whileLocked(() -> {
                    if (failure != null) {
                        frames.forgetMode(mode);
                    } else if (seat.live().equals(current)) {
                        frames.reported(confirmed.wireName(), seat);
                    }
                }))
                .thenAccept(confirmed -> {});
    }

    CompletableFuture<Void> changeModel(String model) {
        if (seat.live().isEmpty()) {
            journal.commit(new AgentEvent.ModelChanged(model));
            seat.restart();
            return CompletableFuture.completedFuture(null);
        }
        return seat.live()
                .get()
                .changeModel(model)
                .thenAccept(confirmed -> owner.whileLocked(() -> journal.commit(new AgentEvent.ModelChanged(model))));
    }

    private SessionMemory memory() {
        return journal.memory();
    }
}
