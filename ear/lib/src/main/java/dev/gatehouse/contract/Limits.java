package dev.gatehouse.contract;

/**
 * Bounds a session runs under.
 *
 * @param questionMinutes how long a question may wait for an answer before it is denied; 0 waits for ever
 * @param idleMinutes after how many minutes without work and without a reader the worker is parked; at least 1
 * @param liveSessions how many of the owner's sessions may have a live worker at once; at least 1
 * @param singleShotSeconds how long a one-off prompt may take; at least 1
 */
public record Limits(int questionMinutes, int idleMinutes, int liveSessions, int singleShotSeconds) {

    public static final Limits AS_SHIPPED = new Limits(0, 30, 3, 120);

    public Limits {
        if (questionMinutes < 0 || idleMinutes < 1 || liveSessions < 1 || singleShotSeconds < 1) {
            throw new IllegalArgumentException("limits out of range: questionMinutes=" + questionMinutes
                    + ", idleMinutes=" + idleMinutes + ", liveSessions=" + liveSessions + ", singleShotSeconds="
                    + singleShotSeconds);
        }
    }

    public Limits(int questionMinutes, int idleMinutes, int liveSessions) {
        this(questionMinutes, idleMinutes, liveSessions, 120);
    }
}
