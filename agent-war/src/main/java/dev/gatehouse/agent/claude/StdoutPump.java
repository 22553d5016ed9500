package dev.gatehouse.agent.claude;

import dev.gatehouse.contract.GatehouseException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Reads stdout to its end and then sees to it that nothing of the process remains. */
final class StdoutPump {

    private static final System.Logger LOG = System.getLogger(StdoutPump.class.getName());

    /** The CLI lives on when its stdout is closed (PROTOCOL §7): nobody could follow it then. */
    private static final long EXIT_PATIENCE_MILLIS = 2_000;

    private static final long STDERR_PATIENCE_MILLIS = 1_000;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Process process;
    private final ProcessTree tree;
    private final ControlChannel control;
    private final StdinWriter stdin;
    private final ClaudeListener listener;
    private volatile Thread thread;

    StdoutPump(Process process, ProcessTree tree, ControlChannel control, StdinWriter stdin, ClaudeListener listener) {
        this.process = process;
        this.tree = tree;
        this.control = control;
        this.stdin = stdin;
        this.listener = listener;
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    ClaudeExit run(Thread stderrDrain, StderrTail stderr, BooleanSupplier requested) {
        thread = Thread.currentThread();
        // Something the CLI started may hold its stdout open; without this the end of the stream would never come.
        process.onExit().thenRunAsync(tree::killChildren, Thread.ofPlatform().daemon()::start);
        Optional<String> failure = read();
        boolean wanted = requested.getAsBoolean();
        int code = end(stderrDrain);
        ClaudeExit exit = new ClaudeExit(code, wanted, failure, stderr.text());
        try {
            listener.onExit(exit);
        } catch (RuntimeException failed) {
            LOG.log(Level.ERROR, "the end" + of() + " was not taken", failed);
        }
        return exit;
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

    private int end(Thread stderrDrain) {
        boolean interrupted = false;
        try {
            if (!process.waitFor(EXIT_PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                tree.killChildren();
                process.destroyForcibly().waitFor();
            }
            tree.sweep();
            stderrDrain.join(STDERR_PATIENCE_MILLIS);
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
        return process.isAlive() ? -1 : process.exitValue();
    }
}
