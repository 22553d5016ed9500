package dev.gatehouse.launcher;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
    private final Map<String, Restarts> restarts = new HashMap<>();
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

    /** Returns only when a server died too often. */
    private void keepUp(Pair pair) throws InterruptedException {
        while (true) {
            CompletableFuture.anyOf(pair.servers().stream().map(Server::onExit).toArray(CompletableFuture[]::new))
                    .join();
            for (Server server : pair.servers()) {
                if (!server.isAlive() && !stopping.get()) {
                    restart(server);
                }
            }
        }
    }

    private void restart(Server server) throws InterruptedException {
        console.step(server.name() + " ended" + server.exitCode() + ". " + server.lastWords());
        Duration wait = restarts.computeIfAbsent(server.name(), name -> new Restarts(Clock.systemUTC()))
                .next()
                .orElseThrow(() -> new LaunchException(server.name() + " ended " + (Restarts.MOST + 1)
                        + " times within " + Restarts.WITHIN.toMinutes() + " minutes."));
        console.step("starting " + server.name() + " again in " + wait.toSeconds() + " s; conversations continue then");
        Thread.sleep(wait);
        server.start();
        server.awaitReady(READY_LIMIT);
        console.step(server.name() + " is ready again");
    }

    private void stop(Pair pair) {
        stopping.set(true);
        console.stopping();
        console.step("stopping");
        pair.close();
        console.step("stopped");
    }
}
