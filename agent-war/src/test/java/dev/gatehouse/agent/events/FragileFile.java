package dev.gatehouse.agent.events;

import java.io.IOException;

/** A disk that is full after so many more bytes; the last write before that is a partial one. */
final class FragileFile implements AppendOnlyFile {

    private final AppendOnlyFile file;
    private long room = Long.MAX_VALUE;
    private boolean cannotForce;

    FragileFile(AppendOnlyFile file) {
        this.file = file;
    }

    void roomFor(long bytes) {
        room = bytes;
    }

    void failForce(boolean fail) {
        cannotForce = fail;
    }

    @Override
    public void append(byte[] bytes, int offset, int length) throws IOException {
        int part = (int) Math.min(room, length);
        file.append(bytes, offset, part);
        room -= part;
        if (part < length) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public void force() throws IOException {
        if (cannotForce) {
            throw new IOException("Input/output error");
        }
        file.force();
    }

    @Override
    public void truncate(long length) throws IOException {
        file.truncate(length);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
