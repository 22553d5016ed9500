package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * What people can ask of a session. Each command takes the session's lock, and returns the number of the newest event
 * it caused or found.
 */
final class SessionCommands {

    private final AgentSession session;
    private final SessionJournal journal;
    private final SessionServices services;
    private final WorkerSeat seat;
    private final Questions questions;
    private final FrameHandler frames;
    private final WorkerOrders orders;
    private final SessionView view;

    SessionCommands(AgentSession session, SessionParts parts) {
        this.session = session;
        this.journal = parts.journal();
        this.services = parts.services();
        this.seat = parts.seat();
        this.questions = parts.questions();
        this.frames = parts.frames();
        this.orders = parts.orders();
        this.view = parts.view();
    }

    /** @param grant what the owner is granted now; the command's may be an older one */
    long start(AgentCommand.StartSession command, ModeGrant grant, UUID by) {
        return session.locked(() -> {
            if (journal.memory().owner() == null) {
                PermissionMode wanted = command.mode().orElse(grant.initial());
                command.mode().ifPresent(mode -> services.guard().require(grant, mode));
                command.model().ifPresent(model -> services.requireModel(grant, model));
                var launch = services.guard().launch(grant, wanted);
                journal.commit(
                        new AgentEvent.SessionStarted(by, grant, launch.mode(), command.model(), launch.notice()));
            } else {
                session.regrant(grant);
            }
            session.showState();
            return journal.log().lastSeq();
        });
    }

    long warm() {
        return session.locked(() -> {
            requireOpen();
            requireNoObstacle();
            seat.ensure();
            session.showState();
            return journal.log().lastSeq();
        });
    }

    long prompt(AgentCommand.Prompt prompt, UUID by) {
        return session.locked(() -> {
            requireOpen();
            Optional<Long> known = journal.memory().seqOf(prompt.promptId());
            if (known.isPresent()) {
                if (journal.memory().isPending(prompt.promptId())) {
                    seat.ensureLater();
                }
                return known.get();
            }
            requireNoObstacle();
            PromptContent.requireAcceptable(prompt);
            seat.requireSeat();
            long seq;
            try {
                List<AgentEvent.Blob> images = PromptContent.keepImages(
                        prompt, services.blobs(journal.memory().id()));
                seq = journal.commit(new AgentEvent.PromptAccepted(prompt.promptId(), by, prompt.text(), images));
            } catch (RuntimeException notAccepted) {
                seat.releaseUnused();
                throw notAccepted;
            }
            seat.ensure();
            seat.flush();
            session.showState();
            return seq;
        });
    }

    long cancelPrompt(UUID promptId, UUID by) {
        return session.locked(() -> {
            if (!journal.memory().isWaiting(promptId)) {
                throw new GatehouseException(
                        ProblemCode.NOT_FOUND,
                        "This prompt is not waiting any more: it has been taken up or answered.");
            }
            orders.cancel(promptId, by);
            session.showState();
            return journal.log().lastSeq();
        });
    }

    /** Stops the running turn, what is queued behind it, and background work. Nothing to stop is no error. */
    long interrupt(UUID by) {
        return session.locked(() -> {
            // while background tasks live, the CLI calls itself running between turns, too
            boolean asked =
                    view.isAsked() || (frames.running() && frames.tasks().isEmpty());
            try {
                if (asked) {
                    journal.commit(new AgentEvent.InterruptRequested(by));
                }
                orders.interrupt(by, asked, frames.tasks());
            } catch (GatehouseException unwritten) {
                stopFor(WorkerEnd.PARKED_BY_PERSON, by); // whatever fills the disk must be stoppable
            }
            session.showState();
            return journal.log().lastSeq();
        });
    }

    /** Returns when the CLI has confirmed, or at once if no worker is live: then the next one starts in this mode. */
    CompletableFuture<Long> changeMode(PermissionMode mode, UUID by) {
        return session.locked(() -> {
            requireOpen();
            requireNoObstacle();
            services.guard().require(journal.memory().grant(), mode);
            return orders.changeMode(mode, by).thenApply(ignored -> lastSeqShown());
        });
    }

    CompletableFuture<Long> changeModel(String model) {
        return session.locked(() -> {
            requireOpen();
            requireNoObstacle();
            services.requireModel(journal.memory().grant(), model);
            return orders.changeModel(model).thenApply(ignored -> lastSeqShown());
        });
    }

    long answer(AgentCommand.AnswerPermission answer, Answerer by) {
        return answering(() -> questions.answer(answer, by, seat.live()));
    }

    long answer(AgentCommand.AnswerQuestion answer, UUID by) {
        return answering(() -> questions.answer(answer, by, seat.live()));
    }

    long answer(AgentCommand.AnswerPlan answer, Answerer by) {
        return answering(() -> {
            questions.answer(answer, by, seat.live()).ifPresent(mode -> frames.expectMode(mode, by.id()));
        });
    }

    private long answering(Runnable answer) {
        return session.locked(() -> {
            answer.run();
            session.showState();
            return journal.log().lastSeq();
        });
    }

    long revokeRule(String rule, UUID by) {
        return session.locked(() -> {
            if (!journal.memory().rules().contains(rule)) {
                throw new GatehouseException(ProblemCode.NOT_FOUND, "This rule is not allowed for this session.");
            }
            long seq = journal.commit(new AgentEvent.SessionRuleRevoked(rule, by));
            seat.restart();
            session.showState();
            return seq;
        });
    }

    long stopTask(String taskId) {
        return session.locked(() -> {
            seat.live().ifPresent(worker -> worker.stopTask(taskId));
            return journal.log().lastSeq();
        });
    }

    /** Ends the worker whatever it does: what it was asked counts as stopped, the conversation stays. */
    long park(WorkerEnd reason, UUID by) {
        return session.locked(() -> {
            stopFor(reason, by);
            session.showState();
            return journal.log().lastSeq();
        });
    }

    long end(UUID by) {
        return session.locked(() -> {
            if (!journal.memory().ended()) {
                stopFor(WorkerEnd.SESSION_ENDED, by);
                journal.commit(new AgentEvent.SessionEnded(by));
                session.showState();
            }
            return journal.log().lastSeq();
        });
    }

    private void stopFor(WorkerEnd reason, UUID by) {
        journal.arrears().stopping(by);
        seat.end(reason);
        journal.arrears().settleIfPossible();
    }

    private long lastSeqShown() {
        return session.locked(() -> {
            session.showState();
            return journal.log().lastSeq();
        });
    }

    /** Frozen, or in quarantine. */
    private void requireNoObstacle() {
        session.obstacle().ifPresent(problem -> {
            throw new GatehouseException(problem);
        });
    }

    private void requireOpen() {
        if (session.isClosed()) {
            throw new GatehouseException(
                    ProblemCode.AGENT_UNREACHABLE, "The agent is stopping; try again in a moment.");
        }
        journal.arrears().settle();
        if (journal.memory().owner() == null) {
            throw new GatehouseException(ProblemCode.SESSION_NOT_FOUND, "This conversation does not exist.");
        }
        if (journal.memory().ended()) {
            throw new GatehouseException(
                    ProblemCode.SESSION_ENDED, "This conversation has ended. Start a new one to go on.");
        }
    }
}
