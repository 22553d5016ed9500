package dev.gatehouse.agent.model;

import java.util.HashSet;
import java.util.Set;

/** The holder of a token and its requests under way, which end when the token does. */
final class Worker {

    static final int MAX_REQUESTS = 32;

    private final String sessionKey;
    private final Set<Thread> requests = new HashSet<>();
    private boolean revoked;

    Worker(String sessionKey) {
        this.sessionKey = sessionKey;
    }

    String sessionKey() {
        return sessionKey;
    }

    /** @return whether the calling thread may answer a request of this worker now. */
    synchronized boolean enter() {
        return !revoked && requests.size() < MAX_REQUESTS && requests.add(Thread.currentThread());
    }

    synchronized void leave() {
        requests.remove(Thread.currentThread());
        // an interrupt meant for this request must not reach the next one on this connection
        Thread.interrupted();
    }

    synchronized void revoke() {
        revoked = true;
        requests.forEach(Thread::interrupt);
    }
}
