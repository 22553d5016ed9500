package dev.gatehouse.agent.events;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** What a log needs of a file. An interface because tests need disks that fail after any number of bytes. */
interface AppendOnlyFile extends Closeable {

    /** Where such files come from. */
    interface Disk {
        AppendOnlyFile open(Path path) throws IOException;
    }

    /** Writes all of it at the end; when it throws, any part may have been written. */
    void append(byte[] bytes, int offset, int length) throws IOException;

    /** Returns when everything appended is on the disk. */
    void force() throws IOException;

    /** Cuts the file; the next append goes there. */
    void truncate(long length) throws IOException;
}
