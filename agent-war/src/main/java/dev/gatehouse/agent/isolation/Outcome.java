package dev.gatehouse.agent.isolation;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How a short command ended.
 *
 * @param status exit status; -1 if it had to be killed
 * @param output both its streams, stripped, at most {@link #MOST_OUTPUT} bytes
 */
public record Outcome(int status, String output) {

    static final int MOST_OUTPUT = 4096;

    public boolean ok() {
        return status == 0;
    }

    static Outcome of(List<String> prefix, List<String> command, Duration patience) throws IOException {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", "/nonexistent"));
        builder.directory(Path.of("/").toFile());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Outcome(-1, "no answer within " + patience.toSeconds() + " s");
            }
            byte[] output = process.getInputStream().readNBytes(MOST_OUTPUT);
            return new Outcome(process.exitValue(), new String(output, StandardCharsets.UTF_8).strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + command.get(0));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
