package dev.gatehouse.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceKeyFileTest {

    @TempDir
    Path secrets;

    @Test
    void aFreshKeyHas256BitsAndIsForItsOwnerAlone() throws IOException {
        Path file = secrets.resolve("keys");
        ServiceKeyFile.ensure(file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        String[] line = Files.readString(file).strip().split(":");
        assertEquals(2, line.length);
        assertEquals(8, line[0].length());
        assertEquals(32, Base64.getUrlDecoder().decode(line[1]).length);
    }

    @Test
    void theKeyIsKeptOverStartsAndNoTwoMachinesHaveTheSame() throws IOException {
        Path file = secrets.resolve("keys");
        ServiceKeyFile.ensure(file);
        String first = Files.readString(file);
        ServiceKeyFile.ensure(file);
        assertEquals(first, Files.readString(file));
        ServiceKeyFile.ensure(secrets.resolve("other"));
        assertNotEquals(first, Files.readString(secrets.resolve("other")));
    }

    @Test
    void aKeyOthersCouldHaveReadEndsTheStart() throws IOException {
        Path file = secrets.resolve("keys");
        ServiceKeyFile.ensure(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThrows(LaunchException.class, () -> ServiceKeyFile.ensure(file));
    }
}
