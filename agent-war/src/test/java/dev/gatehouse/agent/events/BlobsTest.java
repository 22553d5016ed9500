package dev.gatehouse.agent.events;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobsTest {

    /** FIPS 180-2, appendix B.1. */
    private static final String SHA_256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path directory;

    private Blobs blobs;

    @BeforeEach
    void open() {
        blobs = new Blobs(directory);
    }

    @Test
    void bytesAreKeptOnceUnderTheirHash() throws Exception {
        byte[] abc = "abc".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        AgentEvent.Blob blob = blobs.store(abc, "image/png");
        assertEquals(new AgentEvent.Blob(SHA_256_OF_ABC, "image/png", 3), blob);
        assertEquals(blob, blobs.store(abc, "image/png"));
        try (InputStream read = blobs.open(blob.sha256()).orElseThrow()) {
            assertArrayEquals(abc, read.readAllBytes());
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(directory.resolve(SHA_256_OF_ABC)), files.toList());
        }
    }

    @Test
    void onlyAHashIsEverOpened() throws Exception {
        Files.writeString(directory.resolve("events.ndjson"), "secret");
        for (String name : new String[] {
            null,
            "",
            "events.ndjson",
            "../events.ndjson",
            SHA_256_OF_ABC.toUpperCase(java.util.Locale.ROOT),
            SHA_256_OF_ABC
        }) {
            assertTrue(blobs.open(name).isEmpty(), name);
        }
    }

    @Test
    void tooLargeIsRefused() {
        GatehouseException refused = assertThrows(
                GatehouseException.class, () -> blobs.store(new byte[Blobs.MAX_BLOB_BYTES + 1], "image/png"));
        assertEquals(ProblemCode.TOO_LARGE, refused.problem().code());
    }

    @Test
    void whatACrashLeftHalfWrittenIsRemoved() throws Exception {
        Files.writeString(directory.resolve(".tmp-123"), "half");
        blobs.store(new byte[] {1}, "image/png");
        blobs.removeTemporary();
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(1, files.count());
        }
    }
}
