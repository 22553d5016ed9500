package dev.gatehouse.contract;

/** What can go wrong, for programs; {@link #status} is the HTTP status it travels under. */
public enum ProblemCode {
    MALFORMED_REQUEST(400, "The request could not be read"),
    INVALID_VALUE(400, "A value is not acceptable"),
    UNAUTHENTICATED(401, "Not signed in"),
    INVALID_TOKEN(401, "The service token was refused"),
    FORBIDDEN(403, "Not allowed"),
    CSRF(403, "The request did not come from this page"),
    MODE_NOT_GRANTED(403, "This permission mode is not granted"),
    MODEL_NOT_GRANTED(403, "This model is not granted"),
    NOT_FOUND(404, "There is no such thing"),
    SESSION_NOT_FOUND(404, "There is no such conversation"),
    QUESTION_NOT_FOUND(404, "There is no such question"),
    METHOD_NOT_ALLOWED(405, "This method is not possible here"),
    ALREADY_ANSWERED(409, "The question has been answered already"),
    ALREADY_EXISTS(409, "It exists already"),
    FROZEN(409, "All action is stopped by an administrator"),
    CONFLICT(409, "It has been changed in the meantime"),
    SESSION_ENDED(409, "The conversation has ended"),
    LAST_ADMINISTRATOR(409, "The last administrator cannot be removed"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "This media type is not supported"),
    POLICY_INVALID(422, "The policy is not valid"),
    TOO_MANY_ATTEMPTS(429, "Too many attempts"),
    TOO_MANY_SESSIONS(429, "Too many live sessions"),
    INTERNAL(500, "Something went wrong in Gatehouse"),
    AGENT_UNREACHABLE(502, "The agent cannot be reached"),
    CLI_MISSING(503, "Claude Code is not installed"),
    CLI_WRONG_VERSION(503, "Claude Code is of another version"),
    CLI_FAILED(503, "Claude Code failed"),
    DRY_RUN_UNAVAILABLE(503, "Dry runs are not possible on this host"),
    MODEL_UNAVAILABLE(503, "The model service failed"),
    STORAGE_FULL(507, "The disk is full");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
