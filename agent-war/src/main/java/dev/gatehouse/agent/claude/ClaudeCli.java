package dev.gatehouse.agent.claude;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out what an executable is: the CLI of which version, or why it is none. */
public final class ClaudeCli {

    private static final int MAX_OUTPUT_BYTES = 4096;
    private static final Pattern VERSION =
            Pattern.compile("^(\\d+\\.\\d+\\.\\d+[\\w.-]*)\\b.*Claude Code", Pattern.DOTALL);
    private static final String ELSEWHERE = "/usr/local/bin:/usr/bin:/bin";

    private ClaudeCli() {}

    /** What was found where the CLI should be. */
    public sealed interface Found {

        /** @param version such as {@code 2.1.330} */
        record Version(String version) implements Found {}

        record Missing() implements Found {}

        /** @param reason for a person to read */
        record Broken(String reason) implements Found {}
    }

    /** Runs {@code executable --version} with an environment of its own; waits at most for the deadline. */
    public static Found find(Path executable, Duration deadline) {
        if (!Files.isRegularFile(executable) || !Files.isExecutable(executable)) {
            return new Found.Missing();
        }
        Process process;
        try {
            process = Spawner.spawn(
                    List.of(executable.toString(), "--version"),
                    Path.of("/"),
                    Map.of("HOME", "/nonexistent", "PATH", ELSEWHERE, "LANG", "C.UTF-8", "DISABLE_AUTOUPDATER", "1"));
        } catch (IOException unstartable) {
            return new Found.Broken("It cannot be started: " + unstartable.getMessage());
        }
        try {
            return ask(process, deadline);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Found ask(Process process, Duration deadline) {
        CompletableFuture<String> output = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> output.complete(read(process.getInputStream())));
        Thread.ofPlatform().daemon().start(() -> new StderrTail().drain(process.getErrorStream()));
        try {
            process.getOutputStream().close();
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Found.Broken("It did not tell its version within " + deadline.toSeconds() + " s.");
            }
            String text = output.get(1, TimeUnit.SECONDS).strip();
            Matcher version = VERSION.matcher(text);
            if (process.exitValue() == 0 && version.find()) {
                return new Found.Version(version.group(1));
            }
            return new Found.Broken("Asked for its version it ended with code " + process.exitValue() + ".");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Found.Broken("It was not waited for.");
        } catch (Exception unreadable) {
            return new Found.Broken("It did not tell its version.");
        }
    }

    private static String read(InputStream stdout) {
        try (stdout) {
            return new String(stdout.readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }
}
