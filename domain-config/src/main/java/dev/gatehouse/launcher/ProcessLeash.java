package dev.gatehouse.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Ties a server to the launcher, where the system can: it is asked to end when the launcher is gone however that came
 * about (prctl(2), PR_SET_PDEATHSIG), and it does not hear the terminal's Ctrl-C itself, so that the launcher alone
 * decides in which order things end (setsid(1)).
 */
final class ProcessLeash {

    /** The death signal follows the thread that spawned, not the process: this one lives as long as the JVM. */
    private static final Spawner SPAWNER = new Spawner();

    private ProcessLeash() {}

    static List<String> prefix(Map<String, String> environment) {
        List<String> prefix = new ArrayList<>();
        SearchPath.find("setsid", environment).ifPresent(program -> prefix.add(program.toString()));
        SearchPath.find("setpriv", environment)
                .ifPresent(program -> prefix.addAll(List.of(program.toString(), "--pdeathsig", "TERM", "--")));
        return prefix;
    }

    static Process start(ProcessBuilder builder) throws IOException {
        try {
            return SPAWNER.call(builder::start);
        } catch (CompletionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        }
    }

    private static final class Spawner {

        private final BlockingQueue<Runnable> orders = new LinkedBlockingQueue<>(16);

        Spawner() {
            Thread.ofPlatform().daemon().name("gatehouse-spawner").start(this::serve);
        }

        Process call(Callable<Process> order) {
            CompletableFuture<Process> answer = new CompletableFuture<>();
            orders.add(() -> {
                try {
                    answer.complete(order.call());
                } catch (Exception e) {
                    answer.completeExceptionally(e);
                }
            });
            return answer.join();
        }

        private void serve() {
            while (true) {
                try {
                    orders.take().run();
                } catch (InterruptedException e) {
                    // a spawner that ended would take every server with it: nobody may interrupt it
                }
            }
        }
    }
}
