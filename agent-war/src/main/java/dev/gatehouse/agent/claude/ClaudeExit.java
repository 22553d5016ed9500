package dev.gatehouse.agent.claude;

import java.util.Optional;

/**
 * How a process ended.
 *
 * @param code exit code; 128 + n after signal n; {@link #STILL_ALIVE}
 * @param requested whether {@link ClaudeProcess#close} or {@link ClaudeProcess#kill} was called before
 * @param failure why this side ended it: output that could not be followed any more
 * @param stderrTail the end of what it wrote to stderr, at most {@link StderrTail#MAX_CHARS} characters
 */
public record ClaudeExit(int code, boolean requested, Optional<String> failure, String stderrTail) {

    /** It did not end on SIGKILL, for all the time that was waited. */
    public static final int STILL_ALIVE = -1;

    private static final String NO_CONVERSATION = "No conversation found with session ID";
    private static final String IN_USE = "is already in use";

    /** {@code --resume} of a session whose transcript was never written: start it anew with the same id. */
    public boolean noConversation() {
        return stderrTail.contains(NO_CONVERSATION);
    }

    /** {@code --session-id} of a session that has a transcript: resume it. */
    public boolean sessionIdInUse() {
        return stderrTail.contains(IN_USE);
    }
}
