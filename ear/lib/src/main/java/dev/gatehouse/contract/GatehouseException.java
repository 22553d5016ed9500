package dev.gatehouse.contract;

/** The one root of what Gatehouse refuses or fails at; one mapper on each side turns it into a problem body. */
public class GatehouseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public GatehouseException(Problem problem) {
        super(problem.code() + ": " + problem.detail());
        this.problem = problem;
    }

    public GatehouseException(ProblemCode code, String detail) {
        this(new Problem(code, detail));
    }

    public GatehouseException(ProblemCode code, String detail, Throwable cause) {
        this(code, detail);
        initCause(cause);
    }

    public Problem problem() {
        return problem;
    }
}
