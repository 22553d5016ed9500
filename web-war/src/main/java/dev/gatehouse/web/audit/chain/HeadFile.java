package dev.gatehouse.web.audit.chain;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The heads, one after the other, in a file beside the database: who shortens the audit in the database does not reach
 * what this file says. A copy of it on another machine proves the more.
 */
public final class HeadFile {

    /** A head every ten minutes for two years; of more, the newest count. */
    static final int MOST = 100_000;

    private final Path file;

    public HeadFile(Path file) {
        this.file = file;
    }

    /** On the disk when it returns. */
    public void append(SignedHead head) throws IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), ownerOnly)) {
            // what a crash left half written must not swallow this one: an empty line is passed over
            channel.write(StandardCharsets.US_ASCII.encode("\n" + head.line() + "\n"));
            channel.force(true);
        }
    }

    /** The lines that are not empty, oldest first. */
    List<String> lines() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    lines.add(line);
                }
            }
        }
        return lines.subList(Math.max(0, lines.size() - MOST), lines.size());
    }
}
