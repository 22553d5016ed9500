package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What each command means for a session. The caller has been authorised for it. */
@ApplicationScoped
public class Commands {

    /** How long a change of mode or model may take to be confirmed; the model is checked with a model call. */
    private static final Duration CONFIRMATION = Duration.ofSeconds(20);

    private final Sessions sessions;

    /** For the container's proxy only. */
    protected Commands() {
        this(null);
    }

    @Inject
    public Commands(Sessions sessions) {
        this.sessions = sessions;
    }

    /** @return the number of the event that the command caused or found; what has it is done */
    public long execute(AgentSession session, AgentCommand command, UUID by) {
        return execute(session, command, Answerer.person(by));
    }

    /** @param answerer who asks, and whether as an approver */
    public long execute(AgentSession session, AgentCommand command, Answerer answerer) {
        UUID by = answerer.id();
        SessionCommands asked = session.commands();
        return switch (command) {
            case AgentCommand.StartSession start ->
                sessions.start(session.id(), start, by).summary().lastSeq();
            case AgentCommand.Warm warm -> asked.warm();
            case AgentCommand.Prompt prompt -> asked.prompt(prompt, by);
            case AgentCommand.CancelPrompt cancel -> asked.cancelPrompt(cancel.promptId(), by);
            case AgentCommand.Interrupt interrupt -> asked.interrupt(by);
            case AgentCommand.ChangeMode change -> confirmed(asked.changeMode(change.mode(), by));
            case AgentCommand.ChangeModel change -> confirmed(asked.changeModel(change.model()));
            case AgentCommand.AnswerPermission answer -> asked.answer(answer, answerer);
            case AgentCommand.AnswerQuestion answer -> asked.answer(answer, by);
            case AgentCommand.AnswerPlan answer -> asked.answer(answer, answerer);
            case AgentCommand.RevokeSessionRule revoke -> asked.revokeRule(revoke.rule(), by);
            case AgentCommand.StopTask stop -> asked.stopTask(stop.taskId());
            case AgentCommand.Park park ->
                asked.park(
                        by.equals(session.owner()) ? WorkerEnd.PARKED_BY_PERSON : WorkerEnd.STOPPED_BY_ADMINISTRATOR,
                        by);
            case AgentCommand.EndSession end -> asked.end(by);
        };
    }

    private static long confirmed(CompletableFuture<Long> change) {
        try {
            return change.get(CONFIRMATION.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GatehouseException known) {
                throw known;
            }
            throw new GatehouseException(ProblemCode.CLI_FAILED, "Claude Code refused the change.", e);
        } catch (TimeoutException e) {
            throw new GatehouseException(
                    ProblemCode.CLI_FAILED,
                    "Claude Code has not confirmed the change; look at what is in force now.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatehouseException(ProblemCode.INTERNAL, "The agent is stopping; try again in a moment.", e);
        }
    }
}
