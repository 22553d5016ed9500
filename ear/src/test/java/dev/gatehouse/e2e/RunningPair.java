package dev.gatehouse.e2e;

import dev.gatehouse.launcher.Endpoint;
import dev.gatehouse.launcher.Pair;
import dev.gatehouse.launcher.PairSettings;
import dev.gatehouse.launcher.Parts;
import dev.gatehouse.launcher.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Agent and web on free ports over a data folder of their own, started as the run command starts them.
 *
 * <p>Most tests share one ({@link #shared}) and keep apart by users of their own; a test that kills a server, or needs
 * other settings, starts its own and closes it. All that a pair printed is in {@code target/e2e/<name>/}.
 */
final class RunningPair implements AutoCloseable {

    static final Path OUTPUT = Path.of(System.getProperty("gatehouse.e2e.output"));

    private static final Duration READY_LIMIT = Duration.ofSeconds(180);
    private static final AtomicInteger STARTED = new AtomicInteger();

    private final Path folder;
    private final String adminPassword;
    private final ServerLogs logs;
    private final Pair pair;

    private RunningPair(String name, Map<String, String> settings) throws IOException {
        this.folder = passableFolder();
        this.adminPassword = settings.getOrDefault(
                "GATEHOUSE_ADMIN_PASSWORD", UUID.randomUUID().toString());
        this.logs = new ServerLogs(OUTPUT.resolve(STARTED.incrementAndGet() + "-" + name));
        this.pair = Pair.open(
                Parts.fromSystemProperties(),
                new PairSettings(
                        folder.resolve("data"),
                        Endpoint.freeOnLoopback(),
                        Endpoint.freeOnLoopback(),
                        environment(settings)),
                step -> logs.add("launcher", step),
                logs::add);
    }

    /** The one most tests use, started by the first that asks and stopped with the JVM. */
    static RunningPair shared() {
        return Shared.get();
    }

    /**
     * @param name of its folder below {@code target/e2e}.
     * @param settings as environment variables of the run command, such as {@code GATEHOUSE_IDLE_TIMEOUT}.
     */
    static RunningPair start(String name, Map<String, String> settings) {
        RunningPair running = null;
        try {
            running = new RunningPair(name, settings);
            running.pair.start(READY_LIMIT);
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting the pair", e);
        } catch (RuntimeException e) {
            if (running != null) {
                running.close();
            }
            throw e;
        }
    }

    /** An address of web, as a browser asks for it. */
    URI web(String path) {
        return pair.web().uri(path);
    }

    URI agent(String path) {
        return pair.agent().uri(path);
    }

    /** The data folder, with {@code agent}, {@code web} and {@code secrets}. */
    Path data() {
        return folder.resolve("data");
    }

    /** Where the service token's keys are, for a test that talks to the agent itself. */
    Path serviceKeys() {
        return data().resolve("secrets/service-token.keys");
    }

    /** Of the user {@code admin}. */
    String adminPassword() {
        return adminPassword;
    }

    Server webServer() {
        return pair.web();
    }

    Server agentServer() {
        return pair.agent();
    }

    /** What {@code web}, {@code agent} or {@code launcher} printed so far. */
    List<String> log(String name) {
        return logs.of(name);
    }

    /** kill -9, and no waiting for anything; see {@link #bringBack}. */
    void kill(Server server) {
        server.kill();
    }

    /** Starts a killed or stopped server on the same data and waits until it serves. */
    void bringBack(Server server) {
        server.start();
        awaitReady(server);
    }

    void killAndBringBack(Server server) {
        kill(server);
        bringBack(server);
    }

    private static void awaitReady(Server server) {
        try {
            server.awaitReady(READY_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + server.name(), e);
        }
    }

    @Override
    public void close() {
        pair.close();
        deleteFolder();
    }

    private void deleteFolder() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.sorted((first, second) -> second.compareTo(first)).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            logs.add("launcher", "the data folder stays: " + e);
        }
    }

    /** Workers may be other users: they must get through to their workspaces. */
    private static Path passableFolder() throws IOException {
        Path folder = Files.createTempDirectory("gatehouse-e2e-");
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    /** Nothing of the developer's own Gatehouse or account gets in, so that every run is the same. */
    private Map<String, String> environment(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment
                .keySet()
                .removeIf(name -> name.startsWith("GATEHOUSE_") && !name.startsWith("GATEHOUSE_CLAUDE_")
                        || name.startsWith("ANTHROPIC_"));
        environment.putAll(settings);
        environment.put("GATEHOUSE_ADMIN_PASSWORD", adminPassword);
        return environment;
    }

    private static final class Shared {

        private static RunningPair pair;
        private static RuntimeException failure;

        /** A pair that did not come up is not tried again for every test: each would wait its three minutes. */
        static synchronized RunningPair get() {
            if (failure != null) {
                throw new IllegalStateException("the shared pair did not start", failure);
            }
            if (pair == null) {
                try {
                    pair = start("shared", Map.of());
                    Runtime.getRuntime().addShutdownHook(new Thread(pair::close));
                } catch (RuntimeException e) {
                    failure = e;
                    throw e;
                }
            }
            return pair;
        }
    }
}
