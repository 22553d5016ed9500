package dev.gatehouse.web.audit.chain;

/**
 * Something that is not as it was written.
 *
 * @param number of the row concerned; 0 for a line of the file of heads
 */
public record Finding(Fault fault, long number, String message) {

    public enum Fault {
        ALTERED,
        REORDERED,
        MISSING,
        TRUNCATED,
        CONTENT_REMOVED,
        HEAD_ALTERED
    }

    static Finding of(Fault fault, long number, String message) {
        return new Finding(fault, number, message);
    }
}
