package dev.gatehouse.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path machine;

    @Test
    void onlyTheAgentsPartCanBePassedThroughByOthers() throws IOException {
        try (DataFolder data = DataFolder.open(machine.resolve("a/b"), false)) {
            assertEquals("rwx--x--x", permissions(data.root()));
            assertEquals("rwx--x--x", permissions(data.root().resolve("agent")));
            assertEquals("rwx------", permissions(data.secrets()));
            assertEquals("rwx------", permissions(data.web()));
        }
    }

    @Test
    void twoGatehousesNeverShareAFolder() {
        Path root = machine.resolve("data");
        DataFolder first = DataFolder.open(root, false);
        LaunchException refusal = assertThrows(LaunchException.class, () -> DataFolder.open(root, false));
        assertTrue(refusal.getMessage().startsWith("Another Gatehouse is using the data folder"), refusal.getMessage());
        first.close();
        DataFolder.open(root, false).close();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Files.createFile(machine.resolve("file"));
        LaunchException refusal =
                assertThrows(LaunchException.class, () -> DataFolder.open(machine.resolve("file/data"), false));
        assertTrue(refusal.getMessage().contains("GATEHOUSE_DATA"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(machine.resolve("file").toString()), refusal.getMessage());
    }

    @Test
    void aFolderWorkersOfOtherUsersCannotReachIsRefused() throws IOException {
        Path home = Files.createDirectory(
                machine.resolve("home"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        LaunchException refusal =
                assertThrows(LaunchException.class, () -> DataFolder.open(home.resolve("data"), true));
        assertTrue(refusal.getMessage().contains("cannot reach"), refusal.getMessage());
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
