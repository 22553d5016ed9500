package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.ClaudeExit;
import dev.gatehouse.agent.claude.ClaudeListener;
import dev.gatehouse.agent.claude.ClaudeProcess;
import dev.gatehouse.agent.claude.ControlException;
import dev.gatehouse.agent.claude.ControlFrame.CanUseTool;
import dev.gatehouse.agent.claude.Initialized;
import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.installation.ClaudeInstallation;
import dev.gatehouse.agent.isolation.WorkerIsolation;
import dev.gatehouse.agent.model.ModelAccessBean;
import dev.gatehouse.agent.permissions.ModeGuard;
import dev.gatehouse.agent.permissions.WorkerRules;
import dev.gatehouse.agent.sessions.control.WorkerPreparation.Prepared;
import dev.gatehouse.agent.workspaces.InstructionFiles;
import dev.gatehouse.agent.workspaces.Workspaces;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.Rules;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One live Claude Code process: how it is started, what it is told, how it is ended. It knows nothing of the session
 * but what the {@link LaunchRequest} says.
 */
@Dependent
public class ClaudeWorker {

    private static final System.Logger LOG = System.getLogger(ClaudeWorker.class.getName());

    private final AgentConfig config;
    private final WorkerIsolation isolation;
    private final ModelAccessBean model;
    private final ModeGuard guard;
    private final WorkerPreparation preparation;
    private Runnable onClosed = () -> {};
    private volatile ClaudeProcess process;
    private volatile boolean aborted;
    private volatile Optional<Prepared> prepared = Optional.empty();
    private volatile Rules inForce = Rules.NONE;
    private volatile List<String> notCarriedOver = List.of();
    private boolean resumed;
    private boolean closed;
    private Duration startDeadline = ClaudeProcess.INITIALIZE_DEADLINE;

    @Inject
    public ClaudeWorker(
            AgentConfig config,
            ClaudeInstallation installation,
            WorkerIsolation isolation,
            Workspaces workspaces,
            InstructionFiles instructions,
            ModelAccessBean model) {
        this.config = config;
        this.isolation = isolation;
        this.model = model;
        this.guard = new ModeGuard(config.modes().ceiling(), isolation.bypassObstacle());
        this.preparation = new WorkerPreparation(installation, isolation, workspaces, instructions, model, guard);
    }

    void onClosed(Runnable action) {
        onClosed = action;
    }

    /** How long the process may take to answer its first request. */
    void startDeadline(Duration deadline) {
        startDeadline = deadline;
    }

    // --- start

    void start(LaunchRequest request, ClaudeListener listener) throws LaunchFailure {
        try {
            begin(request, listener);
        } catch (GatehouseException e) {
            throw failed(LaunchFailure.permanent(e.problem()));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a worker of session " + request.session() + " cannot be prepared", e);
            throw failed(LaunchFailure.permanent(
                    new Problem(ProblemCode.INTERNAL, "Claude Code could not be started; the agent's log says why.")));
        }
        Initialized initialized = await(process.initialize());
        requireMode(initialized);
        try {
            applyRules(request, mode()).join();
        } catch (CompletionException e) {
            throw failed(
                    e.getCause() instanceof RuleProof.NotInForce
                            ? LaunchFailure.underOtherRules(problem(e))
                            : LaunchFailure.of(problem(e), exit(e)));
        }
    }

    private Initialized await(CompletableFuture<Initialized> initialized) throws LaunchFailure {
        try {
            return initialized.get(startDeadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failed(LaunchFailure.of(problem(e), exit(e)));
        } catch (TimeoutException e) {
            String said = "Claude Code did not get ready within " + startDeadline.toMillis() + " ms.";
            throw failed(LaunchFailure.permanent(new Problem(ProblemCode.CLI_FAILED, said)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(LaunchFailure.of(
                    new Problem(ProblemCode.INTERNAL, "The agent is stopping; try again in a moment."),
                    Optional.empty()));
        }
    }

    private void requireMode(Initialized initialized) throws LaunchFailure {
        String reported = initialized.permissionMode().orElse("none");
        if (!reported.equals(mode().wireName())) {
            throw failed(LaunchFailure.underOtherRules(new Problem(
                    ProblemCode.CLI_FAILED,
                    "Claude Code was started in the mode " + mode().wireName() + " and reports " + reported
                            + ", so it was not let to work.")));
        }
    }

    /** Nothing of a start that failed is left, and trying to clean up must not hide why it failed. */
    private LaunchFailure failed(LaunchFailure failure) {
        try {
            close();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a worker that failed to start cannot be ended", e);
        }
        return failure;
    }

    private static Problem problem(Exception failure) {
        return failure.getCause() instanceof GatehouseException known
                ? known.problem()
                : new Problem(ProblemCode.CLI_FAILED, "Claude Code could not be started.");
    }

    private void begin(LaunchRequest request, ClaudeListener listener) {
        Prepared ready = preparation.prepare(request);
        prepared = Optional.of(ready);
        resumed = request.resume();
        process = ClaudeProcess.start(ready.launch(), listener);
        if (aborted) {
            process.kill();
        }
    }

    /** How the process ended, if it is because of that that the request failed. */
    private Optional<ClaudeExit> exit(Exception failure) {
        boolean alive = failure.getCause() instanceof ControlException refused
                && refused.errorCode().isPresent()
                && process.isAlive();
        try {
            return alive ? Optional.empty() : Optional.of(process.onExit().get(2, TimeUnit.SECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The start is not wanted any more: {@link #start} fails soon. */
    void abort() {
        aborted = true;
        ClaudeProcess started = process;
        if (started != null) {
            started.kill();
        }
    }

    /**
     * Gives the worker its complete rules and has it prove them: malformed ones vanish silently (DIFF addendum).
     *
     * <p>What a person allowed for the session is given up if it cannot be proved: then they are asked again. What was
     * granted is not.
     *
     * @param mode the mode it is in then
     * @return fails with {@link RuleProof.NotInForce} if what the CLI lists is not what was sent
     */
    CompletableFuture<Void> applyRules(LaunchRequest request, PermissionMode mode) {
        return apply(request, mode, request.sessionRules()).exceptionallyCompose(failure -> {
            boolean unproved =
                    failure instanceof CompletionException && failure.getCause() instanceof RuleProof.NotInForce;
            if (!unproved || request.sessionRules().isEmpty()) {
                return CompletableFuture.failedFuture(failure);
            }
            notCarriedOver = request.sessionRules();
            return apply(request, mode, List.of());
        });
    }

    /**
     * Brings the live worker under a changed grant: first the mode, as that is what lets most run.
     *
     * @return the mode it reports; fails as {@link #applyRules} does
     */
    CompletableFuture<PermissionMode> prove(LaunchRequest request, PermissionMode mode) {
        CompletableFuture<PermissionMode> reported = changeMode(mode);
        return applyRules(request, mode).thenCombine(reported, (proved, inForceNow) -> inForceNow);
    }

    private CompletableFuture<Void> apply(LaunchRequest request, PermissionMode mode, List<String> sessionRules) {
        Rules rules = WorkerRules.complete(request.grant(), sessionRules, model.askRules());
        return process.applyFlagSettings(WorkerRules.flagSettings(rules))
                .thenCompose(applied -> process.listPermissionRules())
                .thenAccept(listed -> {
                    RuleProof.require(rules, mode, listed);
                    inForce = rules;
                });
    }

    // --- facts

    /** What its session's log has to say of it, now that it has the seat. */
    void introduceTo(SessionJournal journal) {
        journal.record(introduction());
        if (mode() != journal.memory().mode()) {
            journal.record(new AgentEvent.ModeChanged(mode(), Optional.empty()));
        }
        notice().ifPresent(text -> journal.record(new AgentEvent.Notice(AgentEvent.NoticeLevel.WARNING, text)));
        notCarriedOver.forEach(rule -> journal.forgetRule(rule));
    }

    AgentEvent.WorkerStarted introduction() {
        return new AgentEvent.WorkerStarted(
                prepared().version(), isolation.strength().wireName(), model.access(), resumed);
    }

    PermissionMode mode() {
        return prepared().mode().mode();
    }

    Optional<String> notice() {
        return prepared().mode().notice();
    }

    private Prepared prepared() {
        return prepared.orElseThrow(() -> new IllegalStateException("not started"));
    }

    /** The rules it has proved last. */
    Rules inForce() {
        return inForce;
    }

    boolean mayBypass() {
        return prepared().mayBypass();
    }

    /** Whether the flags and settings it was started with, which can never be taken back, fit this grant too. */
    boolean fits(ModeGrant grant) {
        return prepared().effective().equals(guard.effective(grant));
    }

    long pid() {
        return process.pid();
    }

    // --- commands; none of them waits

    void send(UUID uuid, JsonArray content) {
        tell(() -> process.sendUser(uuid, content));
    }

    CompletableFuture<Boolean> cancelPrompt(UUID prompt) {
        return process.cancelAsyncMessage(prompt);
    }

    /** Stops the turn and everything queued behind it. */
    void interrupt() {
        tell(() -> process.interrupt(true));
    }

    /** Nothing more is let run, and what runs is aborted. */
    void halt(List<AgentEvent.Task> tasks) {
        tell(() -> process.applyFlagSettings(WorkerRules.flagSettings(WorkerRules.NOTHING)));
        interrupt();
        tasks.forEach(task -> stopTask(task.taskId()));
    }

    void stopTask(String taskId) {
        tell(() -> process.stopTask(taskId));
    }

    /** @return the mode the CLI confirmed */
    CompletableFuture<PermissionMode> changeMode(PermissionMode mode) {
        return process.setPermissionMode(mode)
                .thenApply(name -> PermissionMode.fromWireName(name)
                        .orElseThrow(() -> new GatehouseException(
                                ProblemCode.CLI_FAILED, "Claude Code answered with the unknown mode " + name + ".")));
    }

    CompletableFuture<?> changeModel(String name) {
        return process.setModel(name);
    }

    CompletableFuture<Optional<String>> title(String conversation) {
        return process.generateSessionTitle(conversation);
    }

    void allow(CanUseTool request, JsonObject input, List<JsonObject> permissions) {
        tell(() -> process.allow(request.requestId(), input, permissions));
    }

    /** Always says which mode to go on in, as the CLI would choose one itself. */
    void acceptPlan(CanUseTool request, PermissionMode mode) {
        allow(
                request,
                request.input(),
                List.of(Json.createObjectBuilder()
                        .add("type", "setMode")
                        .add("mode", mode.wireName())
                        .add("destination", "session")
                        .build()));
    }

    void deny(CanUseTool request, String message) {
        tell(() -> process.deny(request.requestId(), message, false));
    }

    /** What is told to a process that has just died is not lost: its session tells it to the next one. */
    private void tell(Runnable sending) {
        try {
            sending.run();
        } catch (GatehouseException gone) {
            LOG.log(System.Logger.Level.DEBUG, "worker {0} is gone: {1}", pid(), gone.getMessage());
        }
    }

    // --- end

    /** Ends the process and everything it started; returns when they are gone. */
    void close() {
        close(config.claude().closeTimeout());
    }

    /** @param patience how long it may take to end by itself before it is killed */
    synchronized void close(Duration patience) {
        try {
            if (process != null && process.isAlive()) {
                process.close(patience);
            } else if (process != null) {
                awaitSweep();
            }
        } finally {
            prepared.ifPresent(each -> model.revoke(each.token()));
            if (!closed) {
                closed = true;
                onClosed.run();
            }
        }
    }

    /** A process that ended by itself is gone with all it started when its end has been told. */
    private void awaitSweep() {
        try {
            process.onExit().get(config.claude().closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.log(System.Logger.Level.WARNING, "something of worker {0} may be left", pid());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends what got away from the process tree, where its owner has an OS user of its own. */
    void sweep() {
        prepared.ifPresent(each -> isolation.killOwner(each.workspace().uid()));
    }
}
