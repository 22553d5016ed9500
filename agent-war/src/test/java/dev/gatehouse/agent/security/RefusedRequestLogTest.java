package dev.gatehouse.agent.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.RefusedRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusedRequestLogTest {

    private final RefusedRequestLog log = new RefusedRequestLog();

    private List<Long> behind(long after) {
        return log.behind(after).refused().stream().map(RefusedRequest::number).toList();
    }

    @Test
    void aReaderGetsWhatItHasNotYet() {
        log.add("GET", "/status", "127.0.0.1", "no token");
        log.add("GET", "/status", "127.0.0.1", "replayed");
        assertEquals(List.of(1L, 2L), behind(0));
        assertEquals(List.of(2L), behind(1));
        assertEquals(List.of(), behind(2));
    }

    @Test
    void aFloodForgetsTheOldestAndTheNumbersTellIt() {
        for (int i = 0; i < 2 * RefusedRequestLog.CAPACITY; i++) {
            log.add("GET", "/", "127.0.0.1", "no token");
        }
        List<Long> kept = behind(0);
        assertEquals(RefusedRequestLog.CAPACITY, kept.size());
        assertEquals(RefusedRequestLog.CAPACITY + 1L, kept.get(0));
    }

    @Test
    void whatWasSentStaysOneBoundedLine() {
        log.add("GET", "/" + "x".repeat(5000) + "\nforged", "127.0.0.1", "a\u001b[2Jb\u202e");
        RefusedRequest kept = log.behind(0).refused().get(0);
        assertTrue(kept.path().length() < 300 && kept.path().chars().allMatch(c -> c >= ' ' && c <= '~'));
        assertEquals("a?[2Jb?", kept.reason());
    }
}
