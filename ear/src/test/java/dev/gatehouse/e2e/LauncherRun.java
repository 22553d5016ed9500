package dev.gatehouse.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The run command as a process of its own, and what it printed. */
record LauncherRun(Process process, Path output) implements AutoCloseable {

    static LauncherRun of(ProcessBuilder builder, Path output) throws IOException {
        Files.createDirectories(output.getParent());
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        return new LauncherRun(builder.start(), output);
    }

    String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rest of the first line with this beginning. */
    String after(String beginning) {
        return printed()
                .lines()
                .filter(line -> line.contains(beginning))
                .map(line -> line.substring(line.indexOf(beginning) + beginning.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + beginning + "in " + printed()));
    }

    /** Ctrl-C, as a terminal sends it: to the whole process group. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", "--", "-" + process.pid()).start().waitFor();
    }

    /** @return its exit code */
    int awaitEnd(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("it still runs after " + limit.toSeconds() + " s: " + printed());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
