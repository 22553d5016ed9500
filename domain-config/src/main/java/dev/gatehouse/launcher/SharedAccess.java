package dev.gatehouse.launcher;

import static java.nio.file.attribute.PosixFilePermission.GROUP_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether users other than the starting one can run a program: workers of a Gatehouse started as root are such users.
 */
final class SharedAccess {

    private SharedAccess() {}

    static boolean reachableByAll(Path executable) {
        try {
            Path file = executable.toRealPath();
            if (!permissions(file).contains(OTHERS_EXECUTE)) {
                return false;
            }
            return passableByAll(file.getParent());
        } catch (IOException e) {
            return false;
        }
    }

    static boolean passableByAll(Path folder) throws IOException {
        for (Path each = folder.toRealPath(); each != null; each = each.getParent()) {
            if (!permissions(each).contains(OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    /** Adds reading for all, and running where the owner may; a umask of 077 would otherwise shut workers out. */
    static void openToAll(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(each -> !Files.isSymbolicLink(each)).toList()) {
                Set<PosixFilePermission> permissions = permissions(file);
                permissions.addAll(Set.of(GROUP_READ, OTHERS_READ));
                if (permissions.contains(OWNER_EXECUTE)) {
                    permissions.addAll(Set.of(GROUP_EXECUTE, OTHERS_EXECUTE));
                }
                Files.setPosixFilePermissions(file, permissions);
            }
        }
    }

    private static Set<PosixFilePermission> permissions(Path file) throws IOException {
        return Files.getPosixFilePermissions(file);
    }
}
