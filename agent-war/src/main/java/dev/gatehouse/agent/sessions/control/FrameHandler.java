package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.CliFrame;
import dev.gatehouse.agent.claude.ControlFrame;
import dev.gatehouse.agent.claude.MessageFrame;
import dev.gatehouse.agent.claude.SessionFrame;
import dev.gatehouse.agent.claude.StreamFrame;
import dev.gatehouse.agent.claude.TaskFrame;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.NoticeLevel;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.Rules;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What each frame of the live worker means for its session: prompts taken up, modes reported, questions asked, tasks
 * begun and ended. What is said in the conversation itself goes to the {@link EventTranslator}.
 */
final class FrameHandler {

    /** Characters of the first prompt that a title is made from. */
    private static final int MAX_TITLED = 2000;

    private final SessionJournal journal;
    private final SessionServices services;
    private final Questions questions;
    private final AgentSession session;
    private final Map<PermissionMode, UUID> expectedModes = new EnumMap<>(PermissionMode.class);
    private TurnLedger turns;
    private ToolDecisions decisions;
    private EventTranslator translator;
    private PromptDelivery delivery;
    private List<AgentEvent.Task> tasks = List.of();
    private boolean running;

    FrameHandler(SessionJournal journal, SessionServices services, Questions questions, AgentSession session) {
        this.journal = journal;
        this.services = services;
        this.questions = questions;
        this.session = session;
        newWorker(() -> Rules.NONE);
    }

    /** @param inForce the rules the worker has proved last */
    void newWorker(Supplier<Rules> inForce) {
        turns = new TurnLedger(journal);
        decisions = new ToolDecisions(journal.memory(), inForce);
        translator =
                new EventTranslator(journal, services.blobs(journal.memory().id()), turns, decisions);
        delivery = new PromptDelivery(journal, services.blobs(journal.memory().id()), services.clock());
        tasks = List.of();
        running = false;
        expectedModes.clear();
    }

    void workerGone() {
        tasks = List.of();
        running = false;
    }

    /** Background work: subagents and commands that outlive their turn. */
    List<AgentEvent.Task> tasks() {
        return tasks;
    }

    PromptDelivery delivery() {
        return delivery;
    }

    boolean running() {
        return running;
    }

    /** A change to this mode was asked for by this person. */
    void expectMode(PermissionMode mode, UUID by) {
        expectedModes.put(mode, by);
    }

    void forgetMode(PermissionMode mode) {
        expectedModes.remove(mode);
    }

    void handle(CliFrame frame, WorkerSeat seat) {
        switch (frame) {
            case StreamFrame stream -> translator.stream(stream);
            case MessageFrame message -> handle(message, seat);
            case SessionFrame told -> handle(told, seat);
            case TaskFrame task -> handle(task);
            case ControlFrame control -> handle(control, seat);
            case CliFrame.Unknown unknown -> translator.unrecognized(unknown.type(), unknown.raw());
            case CliFrame.Noise noise -> services.logNoise(journal.memory().id(), noise);
        }
    }

    private void handle(MessageFrame message, WorkerSeat seat) {
        switch (message) {
            case MessageFrame.Assistant assistant -> translator.assistant(assistant);
            case MessageFrame.User user -> translator.user(user);
            case MessageFrame.Result result -> {
                if (seat.live().isEmpty()) {
                    return; // nothing was sent yet: it says why the start fails, which its caller tells
                }
                translator.abortOpen();
                turns.complete(result, delivery.answeredBy(result));
                seat.proven();
                suggestTitle(seat);
                session.showState();
            }
        }
    }

    private void handle(SessionFrame told, WorkerSeat seat) {
        switch (told) {
            case SessionFrame.Init init -> {
                reported(init.permissionMode(), seat);
                transcript(init.sessionId());
            }
            case SessionFrame.Status status -> status.permissionMode().ifPresent(mode -> reported(mode, seat));
            case SessionFrame.StateChanged changed -> {
                running = !changed.state().equals("idle");
                if (!running) {
                    seat.live().ifPresent(delivery::idle);
                }
                session.showState();
            }
            case SessionFrame.CommandLifecycle lifecycle ->
                seat.live().ifPresent(worker -> {
                    if (delivery.follow(lifecycle, worker)) {
                        turns.begin();
                    }
                    session.showState();
                });
            case SessionFrame.PermissionDenied denied -> {
                turns.refused(denied);
                decisions.refused(denied);
            }
            case SessionFrame.ApiRetry retry -> translator.retry(retry);
            case SessionFrame.CompactBoundary boundary -> translator.compacted(boundary);
            case SessionFrame.Informational info -> translator.notice(NoticeLevel.INFO, info.content());
            case SessionFrame.PeerMessageHold hold ->
                translator.notice(NoticeLevel.WARNING, "Another session tried to send a message; it was held back.");
            case SessionFrame.RateLimit limit -> rateLimit(limit);
            case SessionFrame.ToolProgress progress ->
                journal.log().emit(new AgentEvent.Progress(progress.toolName(), progress.parent(), (long)
                        (progress.elapsedSeconds() * 1000)));
            case SessionFrame.TitleChanged ignored -> {}
            case SessionFrame.Aside ignored -> {}
            case SessionFrame.ThinkingTokens ignored -> {}
        }
    }

    private void handle(TaskFrame task) {
        switch (task) {
            case TaskFrame.BackgroundTasksChanged changed -> {
                tasks = changed.tasks().stream()
                        .map(each -> new AgentEvent.Task(each.taskId(), each.description()))
                        .toList();
                session.showState();
            }
            case TaskFrame.Progress progress ->
                journal.log()
                        .emit(new AgentEvent.Progress(
                                progress.description(), progress.toolUseId(), progress.elapsedMillis()));
            case TaskFrame.Started ignored -> {}
            case TaskFrame.Updated ignored -> {}
            case TaskFrame.Notification ignored -> {}
        }
    }

    private void handle(ControlFrame control, WorkerSeat seat) {
        switch (control) {
            case ControlFrame.CanUseTool request -> {
                if (request.agentId().isEmpty()) {
                    turns.begin();
                }
                seat.onceLive(() -> {
                    seat.live().ifPresent(worker -> questions.ask(request, worker));
                    session.showState();
                });
            }
            case ControlFrame.Cancel cancel -> {
                questions.withdraw(cancel.requestId());
                session.showState();
            }
            case ControlFrame.Refused refused ->
                translator.notice(
                        NoticeLevel.WARNING,
                        "Claude Code asked for something Gatehouse cannot do: " + refused.subtype());
            case ControlFrame.HookCallback ignored -> {} // none is registered
            case ControlFrame.Response ignored -> {} // consumed before it gets here
        }
    }

    private void transcript(String sessionId) {
        if (!journal.memory().transcript().toString().equals(sessionId)) {
            journal.commit(new AgentEvent.TranscriptChanged(UUID.fromString(sessionId)));
        }
    }

    /** A worker outside its grant is stopped, whoever brought it there. */
    void reported(String wireName, WorkerSeat seat) {
        Optional<PermissionMode> mode = PermissionMode.fromWireName(wireName);
        if (mode.isPresent() && granted(mode.get())) {
            modeReported(mode.get());
            return;
        }
        services.logViolation(journal.memory().id(), wireName);
        turns.fail(
                ProblemCode.MODE_NOT_GRANTED,
                "Claude Code reported the permission mode " + wireName
                        + ", which is not granted. The worker was stopped; your next prompt starts one in a granted mode.");
        seat.end(WorkerEnd.VIOLATED_GRANT);
    }

    private void modeReported(PermissionMode mode) {
        UUID by = expectedModes.remove(mode);
        if (mode != journal.memory().mode()) {
            journal.commit(new AgentEvent.ModeChanged(mode, Optional.ofNullable(by)));
        }
    }

    private boolean granted(PermissionMode mode) {
        return services.guard().effective(journal.memory().grant()).contains(mode);
    }

    private void rateLimit(SessionFrame.RateLimit limit) {
        if (!limit.status().equals("allowed")) {
            translator.notice(
                    NoticeLevel.WARNING,
                    "The account's usage limit: " + limit.status().replace('_', ' ') + ".");
        }
    }

    private void suggestTitle(WorkerSeat seat) {
        if (journal.memory().titled() || journal.memory().firstPrompt().isEmpty()) {
            return;
        }
        seat.live()
                .ifPresent(worker -> worker.title(
                                beginning(journal.memory().firstPrompt().get()))
                        .thenAccept(title -> session.whileLocked(() -> {
                            if (!journal.memory().titled()) {
                                title.ifPresent(text -> journal.record(new AgentEvent.TitleSuggested(text)));
                            }
                        })));
    }

    private static String beginning(String prompt) {
        return prompt.length() > MAX_TITLED ? prompt.substring(0, MAX_TITLED) : prompt;
    }
}
