package dev.gatehouse.agent.events;

import dev.gatehouse.contract.AgentEvent;
import java.io.InputStream;
import java.util.Optional;

/** The images of one session, named by their content. */
public final class Blobs {

    public static final int MAX_BLOB_BYTES = 16 * 1024 * 1024;

    /**
     * Keeps the bytes, on the disk when this returns; the same bytes again are kept once.
     *
     * @throws dev.gatehouse.contract.GatehouseException {@code TOO_LARGE}, {@code STORAGE_FULL}, {@code INTERNAL}
     */
    public AgentEvent.Blob store(byte[] bytes, String mediaType) {
        throw new UnsupportedOperationException();
    }

    /** @return empty if there is no such blob, or the text is not a SHA-256 in lower case hex */
    public Optional<InputStream> open(String sha256) {
        throw new UnsupportedOperationException();
    }
}
