package dev.gatehouse.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The CLI's place between builds: one folder per version, filled by npm beside it and moved into place only after the
 * CLI in it has answered with its version. So a folder of that name is always a whole one.
 */
final class ClaudeCache {

    private static final String PACKAGE = "@anthropic-ai/claude-code";
    /** About 70 MB packed; a slow line is slow, a hanging one must end. */
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(10);

    /** A file lock belongs to the whole JVM: threads of one JVM need this before it. */
    private static final ReentrantLock IN_THIS_JVM = new ReentrantLock();

    private final String version;
    private final Map<String, String> environment;
    private final Path versions;
    private final Consumer<String> progress;

    ClaudeCache(String version, Map<String, String> environment, Path cacheRoot, Consumer<String> progress) {
        this.version = version;
        this.environment = environment;
        this.versions = cacheRoot.resolve("claude-code");
        this.progress = progress;
    }

    Optional<Path> present() {
        Path executable = executableIn(versions.resolve(version));
        return Files.isExecutable(executable) && answersWithVersion(executable)
                ? Optional.of(executable)
                : Optional.empty();
    }

    /** @throws LaunchException when npm is missing, fails, or brings something else. */
    Path fill() {
        IN_THIS_JVM.lock();
        try {
            Files.createDirectories(versions);
            try (FileChannel file = FileChannel.open(
                            versions.resolve("." + version + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    FileLock lock = waitFor(file)) {
                assert lock.isValid();
                Optional<Path> filledMeanwhile = present();
                return filledMeanwhile.isPresent() ? filledMeanwhile.get() : install();
            }
        } catch (IOException e) {
            throw new LaunchException(
                    "Claude Code " + version + " cannot be put into " + versions + ": " + Directories.reason(e), e);
        } finally {
            IN_THIS_JVM.unlock();
        }
    }

    private FileLock waitFor(FileChannel file) throws IOException {
        FileLock lock = file.tryLock();
        if (lock == null) {
            progress.accept("another build is bringing Claude Code " + version + ", waiting for it");
            return file.lock();
        }
        return lock;
    }

    private Path install() throws IOException {
        Path ready = versions.resolve(version);
        Path fresh = versions.resolve("." + version + ".new");
        FileTree.delete(fresh);
        try {
            bringByNpm(Files.createDirectories(fresh));
            if (!answersWithVersion(executableIn(fresh))) {
                throw new LaunchException("npm brought " + PACKAGE + "@" + version
                        + ", but its claude does not run on this machine (no answer to claude --version).");
            }
            SharedAccess.openToAll(fresh);
            FileTree.delete(ready);
            Files.move(fresh, ready, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileTree.delete(fresh);
        }
        progress.accept("Claude Code " + version + " is at " + ready);
        return executableIn(ready);
    }

    private void bringByNpm(Path folder) throws IOException {
        progress.accept("bringing Claude Code " + version + " by npm into " + versions);
        Path npmProgram = SearchPath.find("npm", environment)
                .orElseThrow(() -> new LaunchException("Claude Code " + version
                        + " is not here and npm, which would bring it, was not found: install npm, or name the CLI by "
                        + ClaudeInstall.EXECUTABLE_VARIABLE + "."));
        Command npm = Command.run(installLine(npmProgram, folder), environment, INSTALL_LIMIT);
        if (!npm.succeeded()) {
            throw new LaunchException("npm could not bring " + PACKAGE + "@" + version + " (" + reasonOf(npm)
                    + "): see that this machine reaches its npm registry, or name the CLI by "
                    + ClaudeInstall.EXECUTABLE_VARIABLE + ".");
        }
    }

    private List<String> installLine(Path npm, Path folder) {
        return List.of(
                npm.toString(),
                "install",
                "--prefix",
                folder.toString(),
                "--no-fund",
                "--no-audit",
                PACKAGE + "@" + version);
    }

    /** npm ends with where its log is; what went wrong stands in its first lines. */
    private static String reasonOf(Command npm) {
        return npm.output()
                .lines()
                .map(line -> line.replaceFirst("^npm (ERR!|error) ?", "").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("code ") && !line.startsWith("npm warn"))
                .findFirst()
                .orElse("exit code " + npm.exit());
    }

    private boolean answersWithVersion(Path executable) {
        return ClaudeInstall.versionOf(executable, environment)
                .filter(version::equals)
                .isPresent();
    }

    private static Path executableIn(Path folder) {
        return folder.resolve("node_modules/.bin/claude");
    }
}
