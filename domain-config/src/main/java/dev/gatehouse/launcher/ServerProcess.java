package dev.gatehouse.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** One running server: its output is always drained, its last lines are kept, and with it ends all it started. */
final class ServerProcess {

    /** Longer lines (a stack trace in one line, a JSON dump) are shown cut. */
    static final int MAX_LINE = 4_000;

    /** Payara's words when an application cannot be deployed; it stays up all the same. */
    private static final Pattern FAILED_DEPLOYMENT =
            Pattern.compile("SEVERE .*Exception while (deploying|preparing|loading|starting) the app.*");

    private static final int KEPT_LINES = 300;
    private static final Duration TERM_LIMIT = Duration.ofSeconds(20);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Thread pump;
    private volatile boolean deploymentFailed;

    private ServerProcess(String name, Process process, Consumer<String> output) {
        this.process = process;
        this.pump = Thread.ofPlatform().daemon().name("output-of-" + name).start(() -> pump(output));
    }

    /** @throws LaunchException when the process cannot be started at all. */
    static ServerProcess start(ServerSpec spec, Consumer<String> output) {
        try {
            ProcessBuilder builder = new ProcessBuilder(spec.freshCommand()).redirectErrorStream(true);
            builder.directory(spec.run().resolve(spec.name()).toFile());
            builder.environment().clear();
            builder.environment().putAll(spec.environment());
            Process process = ProcessLeash.start(builder);
            process.getOutputStream().close();
            Leftover.remember(pidFile(spec), process.toHandle());
            return new ServerProcess(spec.name(), process, output);
        } catch (IOException e) {
            throw new LaunchException(spec.name() + " cannot be started: " + Directories.reason(e), e);
        }
    }

    static Path pidFile(ServerSpec spec) {
        return spec.run().resolve(spec.name() + ".pid");
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it printed last, oldest first, without the frames of stack traces. */
    List<String> lastLines(int most) {
        try {
            // what a dead process wrote last may still be on its way through the pipe
            pump.join(process.isAlive() ? Duration.ZERO.plusMillis(1) : Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (lastLines) {
            List<String> lines = lastLines.stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("\t"))
                    .toList();
            return lines.subList(Math.max(0, lines.size() - most), lines.size());
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** Asks it to end, insists after 20 s, and sees that nothing it started stays. */
    void stop() {
        List<ProcessHandle> started = process.descendants().toList();
        // by handle: Process.destroy would also close the pipe, and with it what the server says while it ends
        process.toHandle().destroy();
        if (!ended(process.toHandle(), TERM_LIMIT)) {
            process.toHandle().destroyForcibly();
            ended(process.toHandle(), KILL_LIMIT);
        }
        endAll(started);
    }

    /** As a crash would end it: no word to the process, and its children are left to their own devices. */
    void kill() {
        process.toHandle().destroyForcibly();
        ended(process.toHandle(), KILL_LIMIT);
    }

    private static void endAll(Collection<ProcessHandle> processes) {
        List<ProcessHandle> alive =
                processes.stream().filter(ProcessHandle::isAlive).toList();
        alive.forEach(ProcessHandle::destroyForcibly);
        alive.forEach(each -> ended(each, KILL_LIMIT));
    }

    static boolean ended(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new LaunchException("the end of process " + process.pid() + " cannot be awaited", e);
        }
    }

    private void pump(Consumer<String> output) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + " …" : line, output);
            }
        } catch (IOException e) {
            keep("its output cannot be read any more: " + e.getMessage(), output);
        }
    }

    boolean deploymentFailed() {
        return deploymentFailed;
    }

    private void keep(String line, Consumer<String> output) {
        if (FAILED_DEPLOYMENT.matcher(line).matches()) {
            deploymentFailed = true;
        }
        synchronized (lastLines) {
            if (lastLines.size() == KEPT_LINES) {
                lastLines.removeFirst();
            }
            lastLines.addLast(line);
        }
        output.accept(line);
    }
}
