package dev.gatehouse.agent.model;

import java.io.IOException;

/** What answers the workers' requests. */
public sealed interface ModelUpstream extends AutoCloseable permits ScriptedUpstream, MessagesApi {

    /**
     * Answers one request of an authenticated worker.
     *
     * @throws IOException if the connection to the worker is to be cut: it is gone, or the answer cannot be completed
     * @throws InterruptedException if the worker's access was revoked meanwhile
     */
    void answer(ModelCall call) throws IOException, InterruptedException;

    @Override
    default void close() {
        // most hold nothing
    }
}
