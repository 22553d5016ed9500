package dev.gatehouse.agent.sessions.control;

import java.util.concurrent.locks.LockSupport;

/** The wait between two looks at a condition; what is waited for always has a deadline of its own. */
final class Pause {

    private Pause() {}

    static void moment() {
        LockSupport.parkNanos(20_000_000);
    }
}
