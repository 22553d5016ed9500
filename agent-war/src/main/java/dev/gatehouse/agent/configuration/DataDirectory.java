package dev.gatehouse.agent.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The directory everything of the agent lives in. Others may pass through it, as workers under uids of their own must
 * reach their workspace; what lies beside the workspaces protects itself (0700, 0600).
 */
public final class DataDirectory {

    private DataDirectory() {}

    /** @throws ConfigurationException if it is not there and cannot be made, or cannot be written to. */
    static void prepare(Path data) {
        try {
            Files.createDirectories(
                    data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
            Files.delete(Files.createTempFile(data, "writable", null));
        } catch (IOException | UnsupportedOperationException e) {
            throw new ConfigurationException(List.of("gatehouse.data: " + data + " cannot be written to (" + e + ")"));
        }
    }

    /** Whether it can be written to now: a disk can become full or read-only while the agent runs. */
    public static boolean writable(Path data) {
        try {
            Path trial = Files.createTempFile(data, "writable", null);
            Files.write(trial, new byte[] {1});
            Files.delete(trial);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
