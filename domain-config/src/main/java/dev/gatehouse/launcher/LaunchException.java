package dev.gatehouse.launcher;

/** A start that cannot go on; the message is one clear sentence for the person at the terminal, never a secret. */
public class LaunchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LaunchException(String message) {
        super(message);
    }

    public LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
