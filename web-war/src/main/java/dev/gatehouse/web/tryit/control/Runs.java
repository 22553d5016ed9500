package dev.gatehouse.web.tryit.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Long runs behind pages, found again by their id: a page's state can be stored, a run cannot. */
@ApplicationScoped
public class Runs {

    static final int REMEMBERED = 20;
    static final int AT_ONCE = 3;

    @Resource
    private ManagedExecutorService executor;

    private final Map<UUID, Progress> runs = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Progress> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @throws GatehouseException TOO_MANY_ATTEMPTS if others are under way */
    public synchronized UUID start(Function<Progress, Object> work) {
        if (runs.values().stream().filter(Progress::running).count() >= AT_ONCE) {
            throw new GatehouseException(
                    ProblemCode.TOO_MANY_ATTEMPTS, "Other administrators' runs are under way. Try again in a minute.");
        }
        UUID id = UUID.randomUUID();
        runs.put(id, Progress.start(executor, work));
        return id;
    }

    /** Null if it is not known, as after a restart. */
    public synchronized Progress get(UUID id) {
        return id == null ? null : runs.get(id);
    }
}
