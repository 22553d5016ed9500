package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.ClaudeListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes worker beans, and destroys them with their processes. */
@ApplicationScoped
public class ClaudeWorkers {

    private final Supplier<ClaudeWorker> make;
    private final Consumer<ClaudeWorker> destroy;

    /** For the container's proxy only. */
    protected ClaudeWorkers() {
        this(null, null);
    }

    @Inject
    public ClaudeWorkers(Instance<ClaudeWorker> beans) {
        this(beans::get, beans::destroy);
    }

    ClaudeWorkers(Supplier<ClaudeWorker> make, Consumer<ClaudeWorker> destroy) {
        this.make = make;
        this.destroy = destroy;
    }

    /**
     * Starts a process and waits until it is ready for prompts, under the rules it was given.
     *
     * @throws LaunchFailure if it cannot be; nothing of it is left then
     */
    ClaudeWorker start(LaunchRequest request, ClaudeListener listener) throws LaunchFailure {
        ClaudeWorker worker = make.get();
        worker.onClosed(() -> destroy.accept(worker));
        worker.start(request, listener);
        return worker;
    }
}
