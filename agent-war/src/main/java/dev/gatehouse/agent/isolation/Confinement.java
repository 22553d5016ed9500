package dev.gatehouse.agent.isolation;

import java.util.List;
import java.util.Map;

/**
 * What one worker is started under.
 *
 * @param prefix stands before the worker's own command line; the process keeps its pid, as the prefix only execs
 * @param environment to be added to the worker's; {@link #MARK} makes what it starts recognisable
 */
public record Confinement(List<String> prefix, Map<String, String> environment) {

    /** Environment variable that a worker hands down to everything it starts. */
    public static final String MARK = "GATEHOUSE_WORKER";

    public Confinement {
        prefix = List.copyOf(prefix);
        environment = Map.copyOf(environment);
    }

    String mark() {
        return environment.get(MARK);
    }
}
