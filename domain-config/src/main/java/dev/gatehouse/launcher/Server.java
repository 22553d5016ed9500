package dev.gatehouse.launcher;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Web or agent, over all its starts. */
public final class Server {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int LINES_OF_A_FAILURE = 25;
    private static final int LINES_OF_A_CAUSE = 3;
    private static final String CAUSED_BY = "Caused by: ";

    private final ServerSpec spec;
    private final String page;
    private final BiConsumer<String, String> output;
    private final Readiness readiness = new Readiness();
    private ServerProcess process;
    private boolean shutDown;

    /**
     * @param page a path of the application that must answer before it counts as ready; may be empty.
     * @param output gets name and line of all it prints.
     */
    Server(ServerSpec spec, String page, BiConsumer<String, String> output) {
        this.spec = spec;
        this.page = page;
        this.output = output;
    }

    public String name() {
        return spec.name();
    }

    public Endpoint endpoint() {
        return spec.endpoint();
    }

    public URI uri(String path) {
        return spec.endpoint().uri(path);
    }

    /** Waits for what an earlier launcher left behind, so that two never write to the same data. */
    void clearTheWay(Consumer<String> progress) throws IOException {
        Leftover.await(ServerProcess.pidFile(spec), progress);
        spec.endpoint().checkFree(name(), "GATEHOUSE_" + name().toUpperCase(Locale.ROOT) + "_PORT");
    }

    /** @throws LaunchException when it runs already, cannot be started, or was shut down. */
    public synchronized void start() {
        if (shutDown || isAlive()) {
            throw new LaunchException(name() + (shutDown ? " was shut down" : " runs already"));
        }
        process = ServerProcess.start(spec, line -> output.accept(name(), line));
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** @return the id of its process; only while it has been started at least once. */
    public synchronized long pid() {
        return process.pid();
    }

    public boolean isReady() throws InterruptedException {
        return isAlive() && obstacle().isEmpty();
    }

    /** @throws LaunchException with its last lines when it ended or did not become ready in time. */
    public void awaitReady(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isReady()) {
            if (!isAlive()) {
                throw new LaunchException(name() + " ended" + exitCode() + " before it was ready. " + lastWords());
            }
            if (currentProcess().deploymentFailed()) {
                throw new LaunchException(name() + " could not be deployed. " + cause());
            }
            if (System.nanoTime() > deadline) {
                throw new LaunchException(name() + " was not ready after " + limit.toSeconds() + " s: "
                        + obstacle().orElse("just now it is") + ". " + lastWords());
            }
            Thread.sleep(POLL);
        }
    }

    private Optional<String> obstacle() throws InterruptedException {
        return readiness.obstacle(spec.endpoint(), page);
    }

    CompletableFuture<?> onExit() {
        return currentProcess().handle().onExit();
    }

    String lastWords() {
        List<String> lines = currentProcess().lastLines(LINES_OF_A_FAILURE);
        return lines.isEmpty() ? "It printed nothing." : "Its last lines:\n  " + String.join("\n  ", lines);
    }

    /** The innermost cause of the last stack trace, with what follows it in the same message. */
    private String cause() {
        List<String> lines = currentProcess().lastLines(Integer.MAX_VALUE);
        int last = -1;
        for (int i = 0; i < lines.size(); i++) {
            last = lines.get(i).startsWith(CAUSED_BY) ? i : last;
        }
        if (last < 0) {
            return lastWords();
        }
        List<String> message = lines.subList(last, Math.min(lines.size(), last + LINES_OF_A_CAUSE));
        return "The cause:\n  "
                + message.stream()
                        .takeWhile(line -> !line.matches("(SEVERE|WARNING|INFO) .*"))
                        .collect(Collectors.joining("\n  "))
                        .substring(CAUSED_BY.length());
    }

    String exitCode() {
        ServerProcess last = currentProcess();
        return last.isAlive() ? "" : " with exit code " + last.exitCode();
    }

    /** Ends the process and all it started; it may be started again. */
    public void stop() {
        ServerProcess last = currentProcess();
        if (last != null) {
            last.stop();
        }
    }

    /** As a crash would end it; it may be started again. */
    public void kill() {
        currentProcess().kill();
    }

    /** Ends it for good. */
    void shutDown() {
        synchronized (this) {
            shutDown = true;
        }
        stop();
    }

    private synchronized ServerProcess currentProcess() {
        return process;
    }
}
