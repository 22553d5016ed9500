package dev.gatehouse.web.security.boundary;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What the proxy in front says of a request. Of a list only the last entry is the one our own proxy wrote, whether it
 * appends to the line or adds one (both are the same, RFC 9110, 5.3); those before it anyone can make up.
 */
final class ForwardedHeader {

    private ForwardedHeader() {}

    static Optional<String> last(HttpServletRequest request, String name) {
        List<String> lines = Collections.list(request.getHeaders(name));
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String line = lines.get(lines.size() - 1);
        return Optional.of(line.substring(line.lastIndexOf(',') + 1).strip()).filter(entry -> !entry.isEmpty());
    }

    /** Whether the browser speaks https, to us or to the proxy. @param behindProxy whether the proxy is believed */
    static boolean https(HttpServletRequest request, boolean behindProxy) {
        return request.isSecure()
                || behindProxy
                        && last(request, "X-Forwarded-Proto")
                                .filter("https"::equalsIgnoreCase)
                                .isPresent();
    }
}
