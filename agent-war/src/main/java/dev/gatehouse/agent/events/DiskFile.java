package dev.gatehouse.agent.events;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A file of the disk. Not a {@code FileChannel}: a channel is closed for everyone when a thread inside it is
 * interrupted, and one interrupted request must not end a session's log.
 */
final class DiskFile implements AppendOnlyFile {

    private final RandomAccessFile file;

    DiskFile(Path path) throws IOException {
        PrivateFiles.createFile(path);
        file = new RandomAccessFile(path.toFile(), "rw");
        file.seek(file.length());
    }

    @Override
    public void append(byte[] bytes, int offset, int length) throws IOException {
        file.write(bytes, offset, length);
    }

    @Override
    public void force() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void truncate(long length) throws IOException {
        file.setLength(length);
        file.seek(length);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
