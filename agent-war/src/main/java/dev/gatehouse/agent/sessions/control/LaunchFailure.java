package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.ClaudeExit;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import java.util.Optional;

/** A worker could not be started. Everything it had begun is gone when this is thrown. */
final class LaunchFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Optional<ClaudeExit> exit;
    private final boolean permanent;

    private LaunchFailure(Problem problem, Optional<ClaudeExit> exit, boolean permanent, Throwable cause) {
        super(problem.detail(), cause);
        this.problem = problem;
        this.exit = exit;
        this.permanent = permanent;
    }

    /** Trying again cannot help before someone has changed something: no CLI, no mode, a full disk. */
    static LaunchFailure permanent(Problem problem) {
        return new LaunchFailure(problem, Optional.empty(), true, null);
    }

    static LaunchFailure of(GatehouseException cause, Optional<ClaudeExit> exit) {
        Problem problem = exit.map(LaunchFailure::describe).orElse(cause.problem());
        return new LaunchFailure(problem, exit, false, cause);
    }

    static Problem describe(ClaudeExit exit) {
        String said = exit.stderrTail().strip();
        return new Problem(
                ProblemCode.CLI_FAILED,
                "Claude Code ended unexpectedly (" + exit.failure().orElse("exit code " + exit.code()) + ")."
                        + (said.isEmpty() ? "" : " It said: " + said));
    }

    Problem problem() {
        return problem;
    }

    boolean permanent() {
        return permanent;
    }

    boolean noConversation() {
        return exit.filter(ClaudeExit::noConversation).isPresent();
    }

    boolean sessionIdInUse() {
        return exit.filter(ClaudeExit::sessionIdInUse).isPresent();
    }
}
