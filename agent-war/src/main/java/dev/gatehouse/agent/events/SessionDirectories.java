package dev.gatehouse.agent.events;

import dev.gatehouse.contract.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** One directory for each session, named by its id. A session whose log is empty was never begun and does not count. */
final class SessionDirectories {

    private static final String DELETED = ".deleted-";

    /** A file that is there while the session is closed and nothing of it waits to be gone on with. */
    private static final String AT_REST = "at-rest";

    private final Path root;

    SessionDirectories(Path root) {
        this.root = root;
    }

    Path log(SessionId session) {
        return directory(session).resolve("events.ndjson");
    }

    Path blobs(SessionId session) {
        return directory(session).resolve("blobs");
    }

    boolean exists(SessionId session) {
        try {
            return Files.size(log(session)) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    List<SessionId> list() throws IOException {
        return entries().stream()
                .map(SessionDirectories::idOf)
                .flatMap(Optional::stream)
                .filter(this::exists)
                .toList();
    }

    boolean isAtRest(SessionId session) {
        return Files.exists(directory(session).resolve(AT_REST));
    }

    void rest(SessionId session) throws IOException {
        PrivateFiles.createFile(directory(session).resolve(AT_REST));
    }

    /** On the disk before anything else is written: what is accepted from now on must be found after a crash. */
    void wake(SessionId session) throws IOException {
        if (Files.deleteIfExists(directory(session).resolve(AT_REST))) {
            PrivateFiles.forceDirectory(directory(session));
        }
    }

    /** With an empty log, on the disk when this returns. */
    void create(SessionId session) throws IOException {
        PrivateFiles.createDirectory(directory(session));
        PrivateFiles.createDirectory(blobs(session));
        PrivateFiles.createFile(log(session));
        PrivateFiles.forceDirectory(directory(session));
        PrivateFiles.forceDirectory(root);
    }

    /** Gone when this returns; if it is interrupted midway, {@link #finishRemovals} goes on. */
    void remove(SessionId session) throws IOException {
        if (Files.exists(directory(session))) {
            Path doomed = root.resolve(DELETED + session + "-" + UUID.randomUUID());
            Files.move(directory(session), doomed, StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.forceDirectory(root);
            PrivateFiles.removeRecursively(doomed);
        }
    }

    void finishRemovals() throws IOException {
        for (Path entry : entries()) {
            if (entry.getFileName().toString().startsWith(DELETED)) {
                PrivateFiles.removeRecursively(entry);
            } else {
                Optional<SessionId> begun = idOf(entry).filter(session -> !exists(session));
                if (begun.isPresent()) {
                    remove(begun.get());
                }
            }
        }
    }

    private Path directory(SessionId session) {
        return root.resolve(session.toString());
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return new ArrayList<>(entries.toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Optional<SessionId> idOf(Path entry) {
        try {
            return Optional.of(SessionId.parse(entry.getFileName().toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
