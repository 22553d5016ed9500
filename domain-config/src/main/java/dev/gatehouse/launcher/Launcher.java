package dev.gatehouse.launcher;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** The run command: starts the pair, says how to get in, keeps it up, and takes it down on Ctrl-C. */
public final class Launcher {

    /** Set by the build that runs us: when it is gone (even by kill -9), so are we. */
    private static final String ENDS_WITH_PARENT = "gatehouse.launcher.ends-with-parent";

    private static final Duration READY_LIMIT = Duration.ofSeconds(180);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);
    private static final int ENDED_BY_TERM = 143;

    private final Console console;
    private final AtomicBoolean stopping = new AtomicBoolean();

    private Launcher(Console console) {
        this.console = console;
    }

    public static void main(String[] arguments) {
        if (Boolean.getBoolean(ENDS_WITH_PARENT)) {
            ProcessHandle.current()
                    .parent()
                    .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(ENDED_BY_TERM)));
        }
        System.exit(new Launcher(new Console(System.out)).run());
    }

    private int run() {
        try {
            PairSettings settings = PairSettings.from(System.getenv());
            console.step("Gatehouse on " + settings.data());
            Pair pair = Pair.open(Parts.fromSystemProperties(), settings, console::step, output(settings));
            Thread stop = Thread.ofPlatform().name("gatehouse-stop").unstarted(() -> stop(pair));
            Runtime.getRuntime().addShutdownHook(stop);
            bringUp(pair);
            greet(pair, settings);
            keepUp(pair);
        } catch (LaunchException e) {
            if (!stopping.get()) {
                console.say("\nGatehouse cannot run: " + e.getMessage() + "\n");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 1;
    }

    private BiConsumer<String, String> output(PairSettings settings) {
        ServerLogs logs = new ServerLogs(settings.data().resolve("log"));
        return (server, line) -> {
            if (!logs.add(server, line)) {
                console.step("what " + server + " prints cannot be written to " + logs.file(server));
            }
            console.fromServer(server, line);
        };
    }

    private void bringUp(Pair pair) throws InterruptedException {
        for (Server server : pair.servers()) {
            console.step("starting " + server.name() + " on "
                    + server.endpoint().address() + ":" + server.endpoint().port());
            server.start();
        }
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        SignOfLife sign = new SignOfLife(console, SIGN_OF_LIFE);
        try (sign) {
            for (Server server : pair.servers()) {
                server.awaitReady(Duration.ofNanos(deadline - System.nanoTime()));
                console.step(server.name() + " is ready");
            }
        }
    }

    private void greet(Pair pair, PairSettings settings) {
        Optional<String> password = pair.firstPassword();
        console.say("");
        console.say("  Open      " + pair.web().uri("/"));
        console.say(password.map(text -> "  Sign in   admin, password " + text + "  (shown only this once)")
                .orElse("  Sign in   with your account"));
        console.say(
                settings.realModel()
                        ? "  Model     the Messages API answers, with the key of ANTHROPIC_API_KEY"
                        : "  Model     scripted: a demonstration answers, no model. Set ANTHROPIC_API_KEY for the real one");
        console.say("  Data      " + settings.data() + "  (what the servers say is in log/)");
        console.say("  Stop      Ctrl-C");
        console.say("");
        pair.firstPasswordShown();
    }

    /** Watches each by itself, so that the start of one, however long, hides no death of the other. */
    private void keepUp(Pair pair) throws InterruptedException {
        var gaveUp = new CompletableFuture<Void>();
        for (Server server : pair.servers()) {
            Restarts restarts = new Restarts(Clock.systemUTC());
            Thread.ofPlatform().daemon().name("watch-" + server.name()).start(() -> {
                try {
                    keepUp(server, restarts);
                } catch (InterruptedException | RuntimeException e) {
                    gaveUp.completeExceptionally(e);
                }
            });
        }
        try {
            gaveUp.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LaunchException known
                    ? known
                    : new LaunchException(e.getCause().toString(), e);
        }
    }

    /** Ends only when the server died too often, or all is being stopped. */
    private void keepUp(Server server, Restarts restarts) throws InterruptedException {
        while (!stopping.get()) {
            server.onExit().join();
            if (!stopping.get()) {
                restart(server, restarts);
            }
        }
    }

    /** A start that fails counts as one of those that are allowed, like any other death. */
    private void restart(Server server, Restarts restarts) throws InterruptedException {
        console.step(server.name() + " ended" + server.exitCode() + ". " + server.lastWords());
        Duration wait = restarts.next()
                .orElseThrow(() -> new LaunchException(server.name() + " ended " + (Restarts.MOST + 1)
                        + " times within " + Restarts.WITHIN.toMinutes() + " minutes."));
        console.step("starting " + server.name() + " again in " + wait.toSeconds() + " s; conversations continue then");
        Thread.sleep(wait);
        try {
            server.start();
            server.awaitReady(READY_LIMIT);
            console.step(server.name() + " is ready again");
        } catch (LaunchException e) {
            if (!stopping.get()) {
                console.step(e.getMessage());
                server.stop();
            }
        }
    }

    private void stop(Pair pair) {
        stopping.set(true);
        console.stopping();
        console.step("stopping");
        pair.close();
        console.step("stopped");
    }
}
