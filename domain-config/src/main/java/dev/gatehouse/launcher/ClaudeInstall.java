package dev.gatehouse.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * Finds the Claude Code CLI of exactly the version Gatehouse is built for, or brings it by npm.
 *
 * <p>Looked for in this order: what the operator names, {@code claude} on the PATH, the cache. A CLI of another version
 * found on the PATH is left alone and not used: the control protocol changes between versions.
 */
public final class ClaudeInstall {

    /** Names the executable to use, as a system property; {@link #EXECUTABLE_VARIABLE} in the environment. */
    public static final String EXECUTABLE_PROPERTY = "gatehouse.claude.executable";

    public static final String EXECUTABLE_VARIABLE = "GATEHOUSE_CLAUDE_EXECUTABLE";

    private static final Duration VERSION_LIMIT = Duration.ofSeconds(30);

    private final String version;
    private final Map<String, String> environment;
    private final ClaudeCache cache;
    private final Consumer<String> progress;

    public ClaudeInstall(String version, Map<String, String> environment, Path cacheRoot, Consumer<String> progress) {
        this.version = version;
        this.environment = Map.copyOf(environment);
        this.progress = progress;
        this.cache = new ClaudeCache(version, this.environment, cacheRoot, progress);
    }

    /**
     * The pinned CLI, for tests: found or brought once, whoever asks first.
     *
     * @throws LaunchException with the reason when it can neither be found nor brought.
     */
    public static Path pinned() {
        return Pinned.EXECUTABLE;
    }

    /** @return the exact version of the CLI this build is made for, such as {@code 2.1.330}. */
    public static String pinnedVersion() {
        Properties versions = new Properties();
        try (InputStream in = ClaudeInstall.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty("claude-code");
    }

    static ClaudeInstall of(Map<String, String> environment, Consumer<String> progress) {
        return new ClaudeInstall(
                pinnedVersion(), environment, Directories.ofThisUser().cache(), progress);
    }

    /** @throws LaunchException with the reason when it can neither be found nor brought. */
    public Path executable() {
        return named().or(this::onPath).or(cache::present).orElseGet(cache::fill);
    }

    private Optional<Path> named() {
        String name = System.getProperty(EXECUTABLE_PROPERTY, environment.getOrDefault(EXECUTABLE_VARIABLE, ""));
        if (name.isBlank()) {
            return Optional.empty();
        }
        Path file = Path.of(name).toAbsolutePath();
        if (!Files.isExecutable(file) || Files.isDirectory(file)) {
            throw new LaunchException(EXECUTABLE_VARIABLE + " names " + file + ", which is not an executable file.");
        }
        String found = versionOf(file, environment).orElse("of unknown version");
        if (!found.equals(version)) {
            progress.accept("Claude Code at " + file + " is " + found + ", Gatehouse is made for " + version
                    + ": used because " + EXECUTABLE_VARIABLE + " names it");
        }
        return Optional.of(file);
    }

    private Optional<Path> onPath() {
        return SearchPath.find("claude", environment)
                .filter(file ->
                        versionOf(file, environment).filter(version::equals).isPresent())
                .filter(ClaudeInstall::runnableByWorkers);
    }

    /** Started as root, workers run as other users: a CLI below a private home is of no use to them. */
    private static boolean runnableByWorkers(Path file) {
        return !Directories.isRoot() || SharedAccess.reachableByAll(file);
    }

    static Optional<String> versionOf(Path executable, Map<String, String> environment) {
        try {
            Command answer = Command.run(List.of(executable.toString(), "--version"), environment, VERSION_LIMIT);
            return answer.succeeded() ? Optional.of(answer.output().strip().split("\\s", 2)[0]) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static final class Pinned {
        private static final Path EXECUTABLE =
                of(System.getenv(), System.err::println).executable();
    }
}
