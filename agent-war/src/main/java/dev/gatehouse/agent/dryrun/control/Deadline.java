package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The one point in time at which all that belongs together is given up. */
record Deadline(long nanoTime) {

    static Deadline in(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    boolean passed() {
        return left() <= 0;
    }

    private long left() {
        return nanoTime - System.nanoTime();
    }

    /** @throws GatehouseException CLI_FAILED if it does not come in time, or what the future failed with */
    <T> T await(CompletableFuture<T> future, String what) {
        try {
            return future.get(Math.max(0, left()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new GatehouseException(ProblemCode.CLI_FAILED, what + " took too long and was given up.");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof GatehouseException known
                    ? known
                    : new GatehouseException(ProblemCode.CLI_FAILED, what + " failed.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatehouseException(ProblemCode.INTERNAL, "The agent is stopping; try again in a moment.");
        }
    }
}
