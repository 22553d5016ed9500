package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Few dry runs at a time: each is a process of 200 MB that wants a core, and people's own sessions come first. */
@ApplicationScoped
public class Turnstile {

    static final int AT_ONCE = 2;
    static final int MOST_WAITING = 16;
    static final Duration PATIENCE = Duration.ofSeconds(45);

    private final Semaphore places = new Semaphore(AT_ONCE, true);

    /**
     * @throws GatehouseException TOO_MANY_ATTEMPTS if too many wait already, or it took too long to come to one's turn
     */
    public <T> T pass(Supplier<T> work) {
        if (places.getQueueLength() >= MOST_WAITING) {
            throw busy();
        }
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatehouseException(ProblemCode.INTERNAL, "The agent is stopping; try again in a moment.");
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private static GatehouseException busy() {
        return new GatehouseException(
                ProblemCode.TOO_MANY_ATTEMPTS, "Too many dry runs are under way. Try again in a minute.");
    }
}
