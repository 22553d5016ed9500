package dev.gatehouse.launcher;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says every now and then that a long wait is still on. */
final class SignOfLife implements AutoCloseable {

    private final CountDownLatch over = new CountDownLatch(1);

    SignOfLife(Console console, Duration pause) {
        Thread.ofPlatform().daemon().name("sign-of-life").start(() -> {
            try {
                while (!over.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    console.step("still starting");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() {
        over.countDown();
    }
}
