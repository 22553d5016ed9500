package dev.gatehouse.agent.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.agent.configuration.AgentConfigs;
import dev.gatehouse.agent.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceKeySourceTest {

    private static final String SECRET = "A".repeat(43);

    @TempDir
    private Path directory;

    private Path file;
    private int writes;

    @BeforeEach
    void aKeyFile() throws IOException {
        file = directory.resolve("keys");
        write("first:" + SECRET);
    }

    /** Each in a time of its own, as two writes of a test may fall into one tick of the file system's clock. */
    private void write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(++writes)));
    }

    private ServiceKeySource source() {
        return new ServiceKeySource(
                AgentConfigs.in(directory.resolve("data"), "gatehouse.service-token.key-file", file.toString()));
    }

    private static String signing(ServiceKeySource source) {
        return source.keys().signing().id();
    }

    @Test
    void aChangedFileCountsAtOnce() throws IOException {
        ServiceKeySource source = source();
        assertEquals("first", signing(source));
        write("second:" + SECRET + "\nfirst:" + SECRET);
        assertEquals("second", signing(source));
        assertTrue(source.keys().byId("first").isPresent());
        write("second:" + SECRET);
        assertTrue(source.keys().byId("first").isEmpty());
    }

    @Test
    void whileTheChangedFileCannotBeUsedTheKeysBeforeStayAndItIsTold() throws IOException {
        ServiceKeySource source = source();
        write("second:" + SECRET.substring(8));
        assertEquals("first", signing(source));
        assertTrue(source.fault().orElseThrow().contains("at least 256"));
        Files.delete(file);
        assertEquals("first", signing(source));
        assertTrue(source.fault().orElseThrow().contains("cannot be read"));
        write("second:" + SECRET);
        assertTrue(source.fault().isEmpty());
        assertEquals("second", signing(source));
    }

    @Test
    void aFaultThatIsMendedByAPermissionAloneIsNoticed() throws IOException {
        ServiceKeySource source = source();
        write("second:" + SECRET);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(source.fault().isPresent());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertTrue(source.fault().isEmpty());
        assertEquals("second", signing(source));
    }

    @Test
    void thereIsNoStartWithoutAUsableKey() throws IOException {
        write("first:" + SECRET.substring(8));
        refused("at least 256");
        write("");
        refused("one or two keys");
        write("A".repeat(100_000));
        refused("larger than");
        write("first:" + SECRET);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));
        refused("chmod o-rwx");
        Files.delete(file);
        refused("cannot be read");
        Files.createDirectory(file);
        refused("");
    }

    @Test
    void keysFromTheEnvironmentMayStandInOneLine() {
        ServiceKeySource source = new ServiceKeySource(AgentConfigs.in(
                directory.resolve("data"), "gatehouse.service-token.keys", "a:" + SECRET + ",b:" + SECRET));
        assertEquals("a", signing(source));
        assertTrue(source.keys().byId("b").isPresent());
        assertTrue(source.fault().isEmpty());
    }

    private void refused(String why) {
        String message =
                assertThrows(ConfigurationException.class, this::source).getMessage();
        assertTrue(message.contains(file.toString()) && message.contains(why), message);
        assertFalse(message.contains(SECRET.substring(8)), message);
        assertEquals(1, message.lines().count(), message);
    }
}
