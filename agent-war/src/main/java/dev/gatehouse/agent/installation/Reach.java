package dev.gatehouse.agent.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** Finds what on the way to a file is closed to other users. */
final class Reach {

    private Reach() {}

    /**
     * @return the highest directory, or the file itself, that others may not pass or run; the path itself if unsure.
     */
    static Path firstClosed(Path path) {
        Path step = path.getRoot();
        for (Path name : path) {
            step = step.resolve(name);
            try {
                if (!Files.getPosixFilePermissions(step).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return step;
                }
            } catch (IOException e) {
                return path;
            }
        }
        return path;
    }
}
