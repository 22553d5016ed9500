package dev.gatehouse.agent.events;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Prints how fast the log is on this machine. Not a test: what it prints depends on what else runs. */
final class EventLogThroughput {

    private static final int EVENTS = 20_000;
    private static final int DELTAS = 200_000;

    private EventLogThroughput() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("throughput");
        try {
            for (int round = 0; round < 3; round++) {
                measure(new TestLog(directory.resolve("log-" + round)), 0);
                measure(new TestLog(directory.resolve("log-50-" + round)), 50);
            }
        } finally {
            PrivateFiles.removeRecursively(directory);
        }
    }

    private static void measure(TestLog test, int readers) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            Subscription subscription = test.log.subscribe(0);
            threads.add(Thread.startVirtualThread(() -> discard(subscription)));
        }
        long start = System.nanoTime();
        for (int i = 0; i < EVENTS; i++) {
            test.log.append(TestLog.notice("some text of an ordinary length"), Force.NONE);
        }
        print(readers, "durable events", EVENTS, start);
        test.log.openBlock(TestLog.start("b"));
        start = System.nanoTime();
        for (int i = 0; i < DELTAS; i++) {
            test.log.delta("b", "word ");
        }
        print(readers, "deltas", DELTAS, start);
        start = System.nanoTime();
        TestLog again = test.reopen();
        print(readers, "events reopened", again.past.size(), start);
        test.log.close();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void discard(Subscription subscription) {
        try {
            while (subscription.ended().isEmpty()) {
                subscription.take(Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void print(int readers, String what, int count, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%2d readers: %,10.0f %s/s%n", readers, count / seconds, what);
    }
}
