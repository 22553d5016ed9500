package dev.gatehouse.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaudeInstallTest {

    private static final String VERSION = "9.8.7";

    @TempDir
    Path machine;

    private final List<String> progress = Collections.synchronizedList(new ArrayList<>());
    private Path bin;
    private Path cache;

    @BeforeEach
    void emptyMachine() throws IOException {
        Files.setPosixFilePermissions(machine, PosixFilePermissions.fromString("rwxr-xr-x"));
        bin = Files.createDirectories(machine.resolve("bin"));
        cache = machine.resolve("cache");
    }

    @Test
    void theNamedExecutableIsUsedWithAWarningWhenItIsOfAnotherVersion() throws IOException {
        Path named = claude(machine.resolve("mine"), "1.0.0");
        assertEquals(
                named,
                install(Map.of(ClaudeInstall.EXECUTABLE_VARIABLE, named.toString()))
                        .executable());
        assertTrue(progress.getFirst().contains("is 1.0.0, Gatehouse is made for 9.8.7"), progress::toString);
    }

    @Test
    void aNamedExecutableThatIsNotThereEndsTheStart() {
        ClaudeInstall install = install(Map.of(ClaudeInstall.EXECUTABLE_VARIABLE, "/nowhere/claude"));
        LaunchException refusal = assertThrows(LaunchException.class, install::executable);
        assertEquals(
                "GATEHOUSE_CLAUDE_EXECUTABLE names /nowhere/claude, which is not an executable file.",
                refusal.getMessage());
    }

    @Test
    void withoutNpmTheMessageSaysWhatToInstall() {
        LaunchException refusal = assertThrows(LaunchException.class, install(Map.of())::executable);
        assertTrue(refusal.getMessage().contains("npm, which would bring it, was not found"), refusal.getMessage());
    }

    @Test
    void npmsOwnReasonIsPassedOnAndNothingHalfIsLeft() throws IOException {
        npm("echo 'npm error code ENOTFOUND'; echo 'npm error network request failed'; exit 1");
        LaunchException refusal = assertThrows(LaunchException.class, install(Map.of())::executable);
        assertTrue(refusal.getMessage().contains("(network request failed)"), refusal.getMessage());
        assertFalse(Files.exists(cache.resolve("claude-code/." + VERSION + ".new")));
        assertFalse(Files.exists(cache.resolve("claude-code/" + VERSION)));
    }

    @Test
    void somethingOfAnotherVersionIsNotKept() throws IOException {
        npm(installing("9.8.6"));
        assertThrows(LaunchException.class, install(Map.of())::executable);
        assertFalse(Files.exists(cache.resolve("claude-code/" + VERSION)));
    }

    @Test
    void theCacheIsFilledOnceThoughTwoAskAtTheSameTime() throws Exception {
        npm("echo called >> '" + machine + "/calls'; " + installing(VERSION));
        List<CompletableFuture<Path>> askers = List.of(ask(), ask());
        for (CompletableFuture<Path> asker : askers) {
            assertEquals(
                    cache.resolve("claude-code/" + VERSION + "/node_modules/.bin/claude"),
                    asker.get(30, TimeUnit.SECONDS));
        }
        assertEquals(List.of("called"), Files.readAllLines(machine.resolve("calls")));
    }

    @Test
    void npmDoesNotLearnTheSecrets() throws IOException {
        npm("env > '" + machine + "/env'; " + installing(VERSION));
        install(Map.of("ANTHROPIC_API_KEY", "sk-secret", "GATEHOUSE_ADMIN_PASSWORD", "pw-secret", "HOME", "/h"))
                .executable();
        String seen = Files.readString(machine.resolve("env"));
        assertTrue(seen.contains("HOME=/h"), seen);
        assertFalse(seen.contains("secret"), seen);
    }

    @Test
    void theVersionComesFromTheBuild() {
        assertTrue(ClaudeInstall.pinnedVersion().matches("\\d+\\.\\d+\\.\\d+"), ClaudeInstall::pinnedVersion);
    }

    private CompletableFuture<Path> ask() {
        return CompletableFuture.supplyAsync(() -> install(Map.of()).executable());
    }

    private ClaudeInstall install(Map<String, String> more) {
        Map<String, String> environment = new java.util.HashMap<>(more);
        environment.put("PATH", bin.toString());
        return new ClaudeInstall(VERSION, environment, cache, progress::add);
    }

    private Path claude(Path folder, String version) throws IOException {
        return Scripts.write(Files.createDirectories(folder).resolve("claude"), "echo '" + version + " (Claude Code)'");
    }

    private void npm(String body) throws IOException {
        Scripts.write(bin.resolve("npm"), "PATH=/usr/bin:/bin; " + body);
    }

    /** npm install --prefix DIR …: the folder is the third argument. */
    private static String installing(String version) {
        return "d=\"$3/node_modules/.bin\"; mkdir -p \"$d\"; printf '#!/bin/sh\\necho %s' " + version
                + " > \"$d/claude\"; chmod 700 \"$d/claude\"";
    }
}
