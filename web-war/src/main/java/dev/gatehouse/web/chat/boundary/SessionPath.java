package dev.gatehouse.web.chat.boundary;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;

/** Reads the id in an address. */
final class SessionPath {

    private SessionPath() {}

    /** What is no id names no conversation. @throws GatehouseException {@code SESSION_NOT_FOUND} */
    static SessionId parse(String text) {
        try {
            return SessionId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new GatehouseException(ProblemCode.SESSION_NOT_FOUND, "There is no such conversation.");
        }
    }
}
