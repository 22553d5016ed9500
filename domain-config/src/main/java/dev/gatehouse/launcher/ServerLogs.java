package dev.gatehouse.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All the servers print, in one file each; the terminal shows only what someone should look at. */
final class ServerLogs {

    /** Of one file; the one before it is kept beside it. */
    static final long MAX_BYTES = 10L * 1024 * 1024;

    private final Path folder;
    private final Map<String, Boolean> failed = new ConcurrentHashMap<>();

    ServerLogs(Path folder) {
        this.folder = folder;
    }

    Path file(String server) {
        return folder.resolve(server + ".log");
    }

    /** @return false when the line could not be written, and the line before it could: worth one complaint. */
    synchronized boolean add(String server, String line) {
        Path file = file(server);
        try {
            if (Files.exists(file) && Files.size(file) + line.length() > MAX_BYTES) {
                Files.move(file, folder.resolve(server + ".1.log"), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            failed.remove(server);
            return true;
        } catch (IOException e) {
            return failed.put(server, true) != null;
        }
    }
}
