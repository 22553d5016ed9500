package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.CliFrame;
import dev.gatehouse.agent.events.Blobs;
import dev.gatehouse.agent.events.SessionStore;
import dev.gatehouse.agent.permissions.ModeGuard;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What all sessions share.
 *
 * @param background runs what takes time, e.g. starting a worker; never the caller's thread
 * @param models the model names of this installation
 * @param idleTimeout the host's; a grant may ask for less
 * @param closeTimeout how long a worker may take to end by itself before it is killed
 */
record SessionServices(
        SessionStore store,
        ModeGuard guard,
        ClaudeWorkers workers,
        WorkerSlots slots,
        Executor background,
        Clock clock,
        Supplier<Set<String>> models,
        Duration idleTimeout,
        Duration closeTimeout) {

    private static final System.Logger LOG = System.getLogger(AgentSession.class.getName());

    Blobs blobs(SessionId session) {
        return store.blobs(session);
    }

    void run(Runnable task) {
        background.execute(task);
    }

    Duration idleTimeout(ModeGrant grant) {
        Duration granted = Duration.ofMinutes(grant.limits().idleMinutes());
        return granted.compareTo(idleTimeout) < 0 ? granted : idleTimeout;
    }

    /** @throws GatehouseException {@code MODEL_NOT_GRANTED}; a grant that names no models grants all there are */
    void requireModel(ModeGrant grant, String model) {
        boolean granted = grant.models().isEmpty() || grant.models().contains(model);
        if (!granted || !models.get().contains(model)) {
            throw new GatehouseException(ProblemCode.MODEL_NOT_GRANTED, "This model cannot be chosen here.");
        }
    }

    void logNoise(SessionId session, CliFrame.Noise noise) {
        LOG.log(System.Logger.Level.WARNING, "session {0}: {1} bytes of noise on stdout", session, noise.bytes());
    }

    void logViolation(SessionId session, String mode) {
        LOG.log(
                System.Logger.Level.ERROR,
                "session {0}: worker reported mode {1}, which is not granted",
                session,
                mode);
    }
}
