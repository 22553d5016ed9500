package dev.gatehouse.agent.security;

import dev.gatehouse.contract.RefusedRequest;
import dev.gatehouse.contract.RefusedRequests;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/** The newest refused requests, for web's audit. In memory: who floods the agent must not fill its disk. */
@ApplicationScoped
public class RefusedRequestLog {

    static final int CAPACITY = 500;
    private static final int LONGEST = 200;

    private final UUID boot = UUID.randomUUID();
    private final Deque<RefusedRequest> newest = new ArrayDeque<>();
    private long count;

    /** @param reason never holds the token */
    synchronized void add(String method, String path, String address, String reason) {
        if (newest.size() == CAPACITY) {
            newest.removeFirst();
        }
        count++;
        newest.addLast(new RefusedRequest(
                count,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                plain(method),
                plain(path),
                plain(address),
                plain(reason)));
    }

    /** @param after number of the last one the reader has; 0 for none */
    synchronized RefusedRequests behind(long after) {
        List<RefusedRequest> fresh =
                newest.stream().filter(each -> each.number() > after).toList();
        return new RefusedRequests(boot, fresh);
    }

    /** One line stays one line, whatever was sent. */
    static String plain(String text) {
        String line = text == null ? "" : text.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
