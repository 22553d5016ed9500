package dev.gatehouse.web.leases.control;

import dev.gatehouse.web.leases.entity.Lease;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How much is left of each lease by a clock that nobody can set ({@link System#nanoTime}). A lease seen for the first
 * time, after a restart, goes on with what was left when that was last noted.
 */
@ApplicationScoped
public class LeaseClock {

    private final LongSupplier nanos;
    private final Map<UUID, Long> ends = new ConcurrentHashMap<>();

    public LeaseClock() {
        this(System::nanoTime);
    }

    LeaseClock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    Duration left(Lease lease) {
        long now = nanos.getAsLong();
        long end =
                ends.computeIfAbsent(lease.id(), id -> now + lease.remaining().toNanos());
        return Duration.ofNanos(Math.max(0, end - now));
    }

    void forget(UUID lease) {
        ends.remove(lease);
    }
}
