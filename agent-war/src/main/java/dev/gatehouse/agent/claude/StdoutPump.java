package dev.gatehouse.agent.claude;

import dev.gatehouse.contract.GatehouseException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The pipes of one process: reads stdout to its end and then sees to it that nothing of the process remains. */
final class StdoutPump {

    private static final System.Logger LOG = System.getLogger(StdoutPump.class.getName());

    /** The CLI lives on when its stdout is closed (PROTOCOL §7): nobody could follow it then. */
    private static final Duration EXIT_PATIENCE = Duration.ofSeconds(2);

    private static final Duration KILL_PATIENCE = Duration.ofSeconds(5);
    private static final Duration STDERR_PATIENCE = Duration.ofSeconds(1);
    private static final Duration HELD_OPEN_PATIENCE = Duration.ofSeconds(2);
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Process process;
    private final ProcessTree tree;
    private final ControlChannel control;
    private final StdinWriter stdin;
    private final ClaudeListener listener;
    private final BooleanSupplier requested;
    private final StderrTail stderr = new StderrTail();
    private final Object delivery = new Object();
    private volatile Thread thread;
    private Thread stderrDrain;
    private boolean finished;

    /** @param requested whether somebody has asked for the end */
    StdoutPump(
            Process process,
            ProcessTree tree,
            ControlChannel control,
            StdinWriter stdin,
            ClaudeListener listener,
            BooleanSupplier requested) {
        this.process = process;
        this.tree = tree;
        this.control = control;
        this.stdin = stdin;
        this.listener = listener;
        this.requested = requested;
    }

    /** Starts the three threads of a process. */
    void start(Consumer<ClaudeExit> exited) {
        stderrDrain = thread("stderr", () -> stderr.drain(process.getErrorStream()));
        thread("stdin", stdin::run);
        thread("stdout", () -> run(exited));
    }

    private Thread thread(String stream, Runnable work) {
        return Thread.ofPlatform()
                .daemon()
                .name("claude-" + process.pid() + "-" + stream)
                .start(work);
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /** Returns at the end; the exit is told to the listener first, then to {@code exited}. */
    private void run(Consumer<ClaudeExit> exited) {
        thread = Thread.currentThread();
        process.onExit().thenRunAsync(() -> release(exited), Thread.ofPlatform().daemon()::start);
        finish(read(), exited);
    }

    /**
     * Something the CLI started may hold its stdout open, and the end of the stream would never come. Whatever cannot
     * even be found to be killed does not keep the end from being told.
     */
    private void release(Consumer<ClaudeExit> exited) {
        try {
            tree.sweep();
            thread.join(HELD_OPEN_PATIENCE);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        finish(Optional.empty(), exited);
    }

    private void finish(Optional<String> failure, Consumer<ClaudeExit> exited) {
        synchronized (delivery) {
            if (finished) {
                return;
            }
            finished = true;
        }
        boolean wanted = requested.getAsBoolean();
        int code = end();
        ClaudeExit exit = new ClaudeExit(code, wanted, failure, stderr.text());
        try {
            listener.onExit(exit);
        } catch (RuntimeException failed) {
            LOG.log(Level.ERROR, "the end" + of() + " was not taken", failed);
        }
        exited.accept(exit);
    }

    private Optional<String> read() {
        StreamJson codec = new StreamJson(this::deliver);
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream stdout = process.getInputStream()) {
            for (int read = stdout.read(buffer); read >= 0; read = stdout.read(buffer)) {
                codec.accept(buffer, read);
            }
            codec.end();
            return Optional.empty();
        } catch (IOException broken) {
            return process.isAlive() ? Optional.of("Its output broke off.") : Optional.empty();
        } catch (GatehouseException unreadable) {
            return Optional.of(unreadable.problem().detail());
        } catch (RuntimeException | Error failed) {
            // Whatever it is: without this thread nobody would ever learn that the process has ended.
            LOG.log(Level.ERROR, "the output" + of() + " cannot be followed", failed);
            return Optional.of("Its output could not be followed.");
        }
    }

    private void deliver(CliFrame frame) {
        if (frame instanceof ControlFrame.Response response) {
            if (!control.answered(response)) {
                LOG.log(Level.DEBUG, "an answer nobody waits for: {0}", response.requestId());
            }
            return;
        }
        if (frame instanceof ControlFrame.Refused request) {
            refuse(request);
        }
        synchronized (delivery) {
            if (!finished) {
                hand(frame);
            }
        }
    }

    private void hand(CliFrame frame) {
        try {
            listener.onFrame(frame);
        } catch (RuntimeException failed) {
            LOG.log(Level.ERROR, "a " + frame.getClass().getSimpleName() + of() + " was not taken", failed);
        }
    }

    private void refuse(ControlFrame.Refused request) {
        try {
            control.fail(request.requestId(), "Gatehouse does not serve " + request.subtype());
        } catch (GatehouseException unwritten) {
            LOG.log(Level.DEBUG, "a request" + of() + " needs no refusal any more", unwritten);
        }
    }

    private String of() {
        return " of process " + process.pid();
    }

    private int end() {
        boolean interrupted = false;
        try {
            if (!process.waitFor(EXIT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                tree.killChildren();
                process.destroyForcibly().waitFor(KILL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
            tree.sweep();
            stderrDrain.join(STDERR_PATIENCE);
        } catch (InterruptedException hurry) {
            interrupted = true;
            tree.killChildren();
            process.destroyForcibly();
        }
        stdin.abandon();
        control.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return process.isAlive() ? ClaudeExit.STILL_ALIVE : process.exitValue();
    }
}
