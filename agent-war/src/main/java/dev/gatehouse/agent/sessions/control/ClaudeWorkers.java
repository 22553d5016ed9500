package dev.gatehouse.agent.sessions.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes worker beans, and destroys them with their processes. */
@ApplicationScoped
public class ClaudeWorkers {

    private final Supplier<ClaudeWorker> make;
    private final Consumer<ClaudeWorker> destroy;
    private final Map<UUID, Integer> live = new ConcurrentHashMap<>();

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

    /** A worker that has not been started yet; it is destroyed when it is closed or its start fails. */
    ClaudeWorker create(UUID owner) {
        ClaudeWorker worker = make.get();
        live.merge(owner, 1, Integer::sum);
        worker.onClosed(() -> closed(owner, worker));
        return worker;
    }

    /** With an owner's last worker everything else that still runs under the owner's uid is ended. */
    private void closed(UUID owner, ClaudeWorker worker) {
        live.compute(owner, (key, count) -> {
            if (count != null && count > 1) {
                return count - 1;
            }
            worker.sweep();
            return null;
        });
        destroy.accept(worker);
    }
}
