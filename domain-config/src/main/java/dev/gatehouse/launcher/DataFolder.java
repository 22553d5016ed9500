package dev.gatehouse.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The one folder that survives a rebuild, held by one Gatehouse at a time. */
final class DataFolder implements AutoCloseable {

    private static final String OWNER_ONLY = "rwx------";
    /**
     * Workers of a Gatehouse started as root are other users: they pass through to their workspaces, but list nothing.
     */
    private static final String PASSABLE = "rwx--x--x";

    private final Path root;
    private final FileChannel lockFile;

    private DataFolder(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /** @throws LaunchException when it cannot be made, written, passed through by workers, or another holds it. */
    static DataFolder open(Path root, boolean workersAreOtherUsers) {
        try {
            make(root, PASSABLE);
            make(root.resolve("agent"), PASSABLE);
            make(root.resolve("web"), OWNER_ONLY);
            make(root.resolve("secrets"), OWNER_ONLY);
            make(root.resolve("run"), OWNER_ONLY);
            make(root.resolve("log"), OWNER_ONLY);
            if (workersAreOtherUsers && !SharedAccess.passableByAll(root.resolve("agent"))) {
                throw new LaunchException(
                        "Started as root, Gatehouse runs its workers as other users, and they cannot reach "
                                + root + ": choose another folder by " + Directories.DATA_VARIABLE
                                + ", or let others pass through (chmod o+x) every folder above it.");
            }
            return new DataFolder(root, lock(root));
        } catch (IOException e) {
            throw new LaunchException(
                    "The data folder " + root + " cannot be used, " + Directories.reason(e) + ": choose another by "
                            + Directories.DATA_VARIABLE + ".",
                    e);
        }
    }

    Path root() {
        return root;
    }

    Path web() {
        return root.resolve("web");
    }

    Path secrets() {
        return root.resolve("secrets");
    }

    Path run() {
        return root.resolve("run");
    }

    Path serviceKeys() {
        return secrets().resolve("service-token.keys");
    }

    /** Made by web when it records for the first time: a key that is lost later must be noticed, not replaced. */
    Path auditKey() {
        return secrets().resolve("audit.key");
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new LaunchException("The data folder's lock cannot be given back: " + Directories.reason(e), e);
        }
    }

    /** Existing folders keep the permissions an administrator gave them. */
    private static void make(Path folder, String permissions) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
        }
    }

    /** The lock goes with the process that holds it, however that ends. */
    private static FileChannel lock(Path root) throws IOException {
        FileChannel file =
                FileChannel.open(root.resolve("run/lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            // held by this very JVM: the same answer as for any other holder
        }
        if (lock == null) {
            file.close();
            throw new LaunchException("Another Gatehouse is using the data folder " + root
                    + ": stop it, or choose another folder by " + Directories.DATA_VARIABLE + ".");
        }
        return file;
    }
}
