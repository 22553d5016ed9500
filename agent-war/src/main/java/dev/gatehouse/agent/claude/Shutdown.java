package dev.gatehouse.agent.claude;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The ladder that ends a process which was asked to end already; each step is bounded. */
record Shutdown(Process process, ProcessTree tree, CompletableFuture<ClaudeExit> exited) {

    /** After SIGKILL a process is gone as soon as the kernel comes to it. */
    static final Duration KILL_PATIENCE = Duration.ofSeconds(5);

    static Shutdown of(Process process, ProcessTree tree, CompletableFuture<ClaudeExit> exited) {
        return new Shutdown(process, tree, exited);
    }

    ClaudeExit within(Duration deadline) {
        return await(deadline.dividedBy(2))
                .or(() -> terminate(deadline.dividedBy(4)))
                .or(this::kill)
                .orElseThrow(() -> new GatehouseException(
                        ProblemCode.CLI_FAILED, "Process " + process.pid() + " could not be ended."));
    }

    private Optional<ClaudeExit> terminate(Duration patience) {
        if (patience.isZero()) {
            return Optional.empty();
        }
        tree.killChildren();
        process.destroy();
        return await(patience);
    }

    private Optional<ClaudeExit> kill() {
        tree.killChildren();
        process.destroyForcibly();
        return await(KILL_PATIENCE);
    }

    private Optional<ClaudeExit> await(Duration patience) {
        try {
            return Optional.of(exited.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException alive) {
            return Optional.empty();
        } catch (InterruptedException hurry) {
            // Whoever interrupts wants it gone, not left alone: the next step follows at once.
            tree.killChildren();
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return Optional.ofNullable(exited.getNow(null));
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
