package dev.gatehouse.agent.claude;

/**
 * Hears what a {@link ClaudeProcess} says, in order, always on its one pump thread. Methods may call everything of
 * {@code ClaudeProcess} that does not wait, and must not block: while they run, nothing is read.
 */
public interface ClaudeListener {

    /** What is thrown here is logged and the pump goes on with the next frame. */
    void onFrame(CliFrame frame);

    /**
     * Exactly once, after the last frame; everything of the process that can be found is gone by then. Not on the pump
     * thread when something else holds the process's output open.
     */
    void onExit(ClaudeExit exit);
}
