package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;

/** Why somebody does what others have to live with. */
final class Reasons {

    static final int SHORTEST = 3;
    static final int LONGEST = 500;

    private Reasons() {}

    /** @throws GatehouseException {@code INVALID_VALUE} if it is none. */
    static String require(String typed) {
        String reason = typed == null ? "" : typed.strip();
        if (reason.length() < SHORTEST || reason.length() > LONGEST) {
            throw new GatehouseException(
                    ProblemCode.INVALID_VALUE, "Say why, in " + SHORTEST + " to " + LONGEST + " characters.");
        }
        return reason;
    }
}
