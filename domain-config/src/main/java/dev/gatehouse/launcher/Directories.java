package dev.gatehouse.launcher;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where Gatehouse keeps things on this machine: of the system when started as root, else of the user (XDG Base
 * Directory Specification 0.8).
 *
 * @param data what must be kept: the database, the workspaces, the event logs, the secrets.
 * @param cache what can be brought again.
 */
record Directories(Path data, Path cache) {

    static final String DATA_VARIABLE = "GATEHOUSE_DATA";

    static Directories ofThisUser() {
        return of(System.getenv(), isRoot(), Path.of(System.getProperty("user.home")));
    }

    static Directories of(Map<String, String> environment, boolean root, Path home) {
        Path data = root
                ? Path.of("/var/lib/gatehouse")
                : absolute(environment.get("XDG_DATA_HOME"), home.resolve(".local/share"))
                        .resolve("gatehouse");
        Path cache = root
                ? Path.of("/var/cache/gatehouse")
                : absolute(environment.get("XDG_CACHE_HOME"), home.resolve(".cache"))
                        .resolve("gatehouse");
        String named = environment.getOrDefault(DATA_VARIABLE, "");
        return new Directories(
                named.isBlank() ? data : Path.of(named).toAbsolutePath().normalize(), cache);
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** A file system's own words for why it refused, in a form that fits into a sentence. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (e instanceof FileSystemException refused && refused.getReason() != null) {
            return refused.getReason() + " (" + refused.getFile() + ")";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** The specification has relative paths ignored. */
    private static Path absolute(String value, Path otherwise) {
        return value != null && value.startsWith("/") ? Path.of(value) : otherwise;
    }
}
