package dev.gatehouse.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A short-lived program that is run to its end: its exit code and the last of what it printed. */
record Command(int exit, String output) {

    /** More than any message we show; what a program prints beyond it pushes the oldest out. */
    static final int MAX_OUTPUT = 64 * 1024;

    static final int TIMED_OUT = -1;

    /** Variables no helper program needs to know. */
    static final Set<String> SECRETS = Set.of(
            "ANTHROPIC_API_KEY",
            "ANTHROPIC_AUTH_TOKEN",
            "CLAUDE_CODE_OAUTH_TOKEN",
            "GATEHOUSE_ADMIN_PASSWORD",
            "GATEHOUSE_SERVICE_TOKEN_KEYS");

    boolean succeeded() {
        return exit == 0;
    }

    /** @throws IOException when the program cannot be started at all. */
    static Command run(List<String> line, Map<String, String> environment, Duration limit) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().keySet().removeAll(SECRETS);
        Process process = builder.start();
        process.getOutputStream().close();
        CompletableFuture<String> output = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("output-of-" + line.get(0)).start(() -> drain(process, output));
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                endTree(process.toHandle());
                return new Command(TIMED_OUT, "no end after " + limit.toSeconds() + " s");
            }
            return new Command(
                    process.exitValue(),
                    output.completeOnTimeout("", 5, TimeUnit.SECONDS).join());
        } catch (InterruptedException e) {
            endTree(process.toHandle());
            Thread.currentThread().interrupt();
            throw new LaunchException("interrupted while running " + line.get(0), e);
        }
    }

    static void endTree(ProcessHandle process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    String lastLine() {
        return output.lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("it printed nothing")
                .strip();
    }

    private static void drain(Process process, CompletableFuture<String> output) {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[8192];
        try (InputStream in = process.getInputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                text.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                if (text.length() > MAX_OUTPUT) {
                    text.delete(0, text.length() - MAX_OUTPUT);
                }
            }
        } catch (IOException e) {
            text.append('\n').append(e.getMessage());
        }
        output.complete(text.toString());
    }
}
