package dev.gatehouse.agent.isolation;

import dev.gatehouse.agent.configuration.AgentConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Isolations for tests, and short commands run under them. */
public final class Isolations {

    private static final int PATIENCE_SECONDS = 20;

    private Isolations() {}

    public static boolean root() {
        return IsolationChoice.runsAsRoot();
    }

    public static WorkerIsolation sharedUser(AgentConfig config) {
        return IsolationChoice.choose(config, false, Setpriv.find());
    }

    /** To be asked for by root only. */
    public static WorkerIsolation osUser(AgentConfig config) {
        return IsolationChoice.choose(config, true, Setpriv.find());
    }

    /** @return the exit status. */
    public static int run(WorkerIsolation isolation, OptionalInt uid, String... command)
            throws IOException, InterruptedException {
        Process process = start(isolation.confine(uid), command);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("no end of " + String.join(" ", command));
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    static Process start(Confinement confinement, String... command) throws IOException {
        List<String> line = new ArrayList<>(confinement.prefix());
        line.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(confinement.environment());
        return builder.start();
    }
}
