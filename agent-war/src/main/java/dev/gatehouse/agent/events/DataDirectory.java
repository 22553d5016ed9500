package dev.gatehouse.agent.events;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Ids;
import dev.gatehouse.contract.ProblemCode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** The agent's data directory, held by one agent at a time, and the identity of what is in it. */
final class DataDirectory implements Closeable {

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws GatehouseException if another agent holds it */
    static DataDirectory hold(Path path) throws IOException {
        PrivateFiles.createDirectory(path);
        PrivateFiles.createFile(path.resolve("lock"));
        FileChannel channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.WRITE);
        boolean held = false;
        try {
            held = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            held = false; // by this very process
        } finally {
            if (!held) {
                channel.close();
            }
        }
        if (!held) {
            throw new GatehouseException(
                    ProblemCode.CONFLICT,
                    "Another agent uses the data directory " + path + ". Stop it, or give this one another directory.");
        }
        return new DataDirectory(path, channel);
    }

    Path directory(String name) throws IOException {
        return PrivateFiles.createDirectory(path.resolve(name));
    }

    /** Made once; goes with the data. */
    UUID node() throws IOException {
        Path file = path.resolve("node");
        if (Files.exists(file)) {
            try {
                return Ids.uuid(Files.readString(file).strip());
            } catch (IllegalArgumentException e) {
                throw new IOException("the file " + file + " holds no UUID", e);
            }
        }
        UUID node = UUID.randomUUID();
        Path temporary = PrivateFiles.createTemporary(path, ".node-");
        Files.writeString(temporary, node + "\n");
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.forceDirectory(path);
        return node;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
