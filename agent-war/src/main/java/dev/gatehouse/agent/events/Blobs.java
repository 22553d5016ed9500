package dev.gatehouse.agent.events;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The images of one session, named by their content. */
public final class Blobs {

    public static final int MAX_BLOB_BYTES = 16 * 1024 * 1024;

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final String TEMPORARY = ".tmp-";

    private final Path directory;

    Blobs(Path directory) {
        this.directory = directory;
    }

    /**
     * Keeps the bytes, on the disk when this returns; the same bytes again are kept once.
     *
     * @throws GatehouseException {@code TOO_LARGE}, {@code STORAGE_FULL}, {@code INTERNAL}
     */
    public AgentEvent.Blob store(byte[] bytes, String mediaType) {
        if (bytes.length > MAX_BLOB_BYTES) {
            throw new GatehouseException(
                    ProblemCode.TOO_LARGE, "An image may have at most " + MAX_BLOB_BYTES / 1024 / 1024 + " MiB.");
        }
        String name = sha256(bytes);
        try {
            Path blob = directory.resolve(name);
            if (!Files.exists(blob)) {
                write(bytes, blob);
            }
        } catch (IOException e) {
            throw StorageFailure.of(e, directory);
        }
        return new AgentEvent.Blob(name, mediaType, bytes.length);
    }

    /** @return empty if there is no such blob, or the text is not a SHA-256 in lower case hex */
    public Optional<InputStream> open(String sha256) {
        if (sha256 == null || !SHA_256.matcher(sha256).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.newInputStream(directory.resolve(sha256)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StorageFailure.of(e, directory);
        }
    }

    /** Removes what a crash left half written. */
    void removeTemporary() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, TEMPORARY + "*")) {
            for (Path each : left) {
                Files.delete(each);
            }
        }
    }

    private void write(byte[] bytes, Path blob) throws IOException {
        Path temporary = PrivateFiles.createTemporary(directory, TEMPORARY);
        try {
            try (FileOutputStream output = new FileOutputStream(temporary.toFile())) {
                output.write(bytes);
                output.getFD().sync();
            }
            Files.move(temporary, blob, StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.forceDirectory(directory);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
