package dev.gatehouse.agent.events;

import dev.gatehouse.agent.events.Outbound.Delta;
import dev.gatehouse.agent.events.Outbound.DeltaRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits for one reader, bounded by frames and bytes. One large frame may wait beside the byte bound, else a reader
 * would be cut off merely because something followed a large event at once. Not thread safe.
 */
final class OutboundQueue {

    /** Bytes after which a batch is not made larger. */
    static final int MAX_BATCH_BYTES = 64 * 1024;

    private final int maxFrames;
    private final long maxBytes;
    private final ArrayDeque<Outbound> waiting = new ArrayDeque<>();
    private Outbound large;
    private long bytes;

    OutboundQueue(int maxFrames, long maxBytes) {
        this.maxFrames = maxFrames;
        this.maxBytes = maxBytes;
    }

    /** @return false if the reader lags too far behind */
    boolean offer(Outbound next) {
        if (next instanceof Delta delta && joinedToLast(delta)) {
            return bytes <= maxBytes;
        }
        waiting.add(next);
        if (large == null && next.cost() > maxBytes / 2) {
            large = next;
        } else {
            bytes += next.cost();
        }
        return waiting.size() <= maxFrames && bytes <= maxBytes;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Takes the next few; at least one if there is one. */
    List<Outbound> takeBatch() {
        List<Outbound> batch = new ArrayList<>();
        long taken = 0;
        while (!waiting.isEmpty() && taken < MAX_BATCH_BYTES) {
            Outbound next = waiting.poll();
            taken += next.cost();
            batch.add(next);
            if (next == large) {
                large = null;
            } else {
                bytes -= next.cost();
            }
        }
        return batch;
    }

    void clear() {
        waiting.clear();
        large = null;
        bytes = 0;
    }

    private boolean joinedToLast(Delta delta) {
        Outbound last = waiting.peekLast();
        if (last == null || last == large) {
            return false;
        }
        int before = last.cost();
        DeltaRun run = DeltaRun.join(last, delta);
        if (run == null) {
            return false;
        }
        waiting.pollLast();
        waiting.add(run);
        bytes += run.cost() - before;
        return true;
    }
}
