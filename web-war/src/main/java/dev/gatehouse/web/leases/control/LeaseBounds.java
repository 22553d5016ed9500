package dev.gatehouse.web.leases.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.time.Duration;

/** How long and how many. */
public final class LeaseBounds {

    public static final int MAX_MINUTES = 240;
    public static final int MAX_BREAK_GLASS_MINUTES = 60;
    public static final int MIN_REASON = 5;
    public static final int MAX_TEXT = 500;

    /** Requests of one person that nobody has decided. */
    static final int MAX_ASKED = 5;

    /** A request nobody decides is not granted next week by surprise. */
    static final Duration LAPSES_AFTER = Duration.ofHours(8);

    private LeaseBounds() {}

    /** @throws GatehouseException {@code INVALID_VALUE} */
    static int minutes(int minutes, int max) {
        if (minutes < 1 || minutes > max) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, "Choose 1 to " + max + " minutes.");
        }
        return minutes;
    }

    /** @throws GatehouseException {@code INVALID_VALUE} */
    static String reason(String text) {
        String reason = note(text);
        if (reason.length() < MIN_REASON) {
            throw new GatehouseException(
                    ProblemCode.INVALID_VALUE, "Give a reason that others understand, in a few words.");
        }
        return reason;
    }

    /** May be empty. @throws GatehouseException {@code INVALID_VALUE} */
    static String note(String text) {
        String note = text == null ? "" : text.strip();
        if (note.length() > MAX_TEXT) {
            throw new GatehouseException(
                    ProblemCode.INVALID_VALUE, "The text may have at most " + MAX_TEXT + " characters.");
        }
        return note;
    }
}
