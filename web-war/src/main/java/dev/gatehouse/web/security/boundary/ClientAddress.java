package dev.gatehouse.web.security.boundary;

import jakarta.servlet.http.HttpServletRequest;

/** From where a request came, for the throttle. */
final class ClientAddress {

    private ClientAddress() {}

    /** The last entry of X-Forwarded-For is the one our own proxy wrote; those before it anyone can make up. */
    static String of(HttpServletRequest request, boolean behindProxy) {
        String forwarded = behindProxy ? request.getHeader("X-Forwarded-For") : null;
        if (forwarded == null || forwarded.isBlank()) {
            return request.getRemoteAddr();
        }
        return forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    }
}
