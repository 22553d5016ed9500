package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.ClaudeExit;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import java.util.Optional;

/** A worker could not be started. Everything it had begun is gone when this is thrown. */
final class LaunchFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Optional<ClaudeExit> exit;
    private final boolean permanent;
    private final boolean underOtherRules;

    private LaunchFailure(Problem problem, Optional<ClaudeExit> exit, boolean permanent, boolean underOtherRules) {
        super(problem.detail());
        this.problem = problem;
        this.exit = exit;
        this.permanent = permanent;
        this.underOtherRules = underOtherRules;
    }

    /**
     * Trying again cannot help before someone has changed something: no CLI, no mode, a full disk, a process that
     * hangs.
     */
    static LaunchFailure permanent(Problem problem) {
        return new LaunchFailure(problem, Optional.empty(), true, false);
    }

    /** The worker would have worked under other rules, or in another mode, than it was given. */
    static LaunchFailure underOtherRules(Problem problem) {
        return new LaunchFailure(problem, Optional.empty(), true, true);
    }

    /** @param exit how the process ended, if its end is the reason */
    static LaunchFailure of(Problem cause, Optional<ClaudeExit> exit) {
        return new LaunchFailure(exit.map(LaunchFailure::describe).orElse(cause), exit, false, false);
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

    boolean isUnderOtherRules() {
        return underOtherRules;
    }

    boolean noConversation() {
        return exit.filter(ClaudeExit::noConversation).isPresent();
    }

    boolean sessionIdInUse() {
        return exit.filter(ClaudeExit::sessionIdInUse).isPresent();
    }
}
