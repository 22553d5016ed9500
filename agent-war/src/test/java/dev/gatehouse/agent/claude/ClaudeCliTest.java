package dev.gatehouse.agent.claude;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.agent.claude.ClaudeCli.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaudeCliTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private Path script(String text) throws IOException {
        Path executable = Files.writeString(directory.resolve("claude"), "#!/bin/sh\n" + text + "\n");
        assertTrue(executable.toFile().setExecutable(true));
        return executable;
    }

    @Test
    void theVersionIsWhatItSays() throws Exception {
        assertEquals(new Found.Version("2.1.330"), ClaudeCli.find(script("echo '2.1.330 (Claude Code)'"), PATIENCE));
    }

    @Test
    void noFileAndADirectoryAreMissing() {
        assertEquals(new Found.Missing(), ClaudeCli.find(directory.resolve("none"), PATIENCE));
        assertEquals(new Found.Missing(), ClaudeCli.find(directory, PATIENCE));
    }

    @Test
    void anotherProgramACrashAndAHangAreBroken() throws Exception {
        assertInstanceOf(Found.Broken.class, ClaudeCli.find(script("echo hello"), PATIENCE));
        assertInstanceOf(Found.Broken.class, ClaudeCli.find(script("echo '2.1.330 (Claude Code)'; exit 3"), PATIENCE));
        assertInstanceOf(Found.Broken.class, ClaudeCli.find(script("exec yes"), Duration.ofSeconds(1)));
        assertInstanceOf(Found.Broken.class, ClaudeCli.find(script("trap '' TERM; sleep 100"), Duration.ofMillis(300)));
    }
}
