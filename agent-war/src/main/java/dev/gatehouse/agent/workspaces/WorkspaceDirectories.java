package dev.gatehouse.agent.workspaces;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Makes the directories of a workspace. Its owner's uid has the four inner ones; the one around them stays the agent's,
 * so that no worker can put a link in the place of a directory the agent relies on.
 */
final class WorkspaceDirectories {

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> GROUP_PASSES = PosixFilePermissions.fromString("rwx--x---");
    private static final Set<PosixFilePermission> ALL_PASS = PosixFilePermissions.fromString("rwx--x--x");

    private final Path parent;
    private final boolean ownUsers;

    /** @param ownUsers whether workers run under other uids than the agent */
    WorkspaceDirectories(Path parent, boolean ownUsers) {
        this.parent = parent;
        this.ownUsers = ownUsers;
    }

    void make(Workspace workspace) throws IOException {
        directory(parent, ownUsers ? ALL_PASS : PRIVATE);
        Path around = workspace.project().getParent();
        directory(around, ownUsers ? GROUP_PASSES : PRIVATE);
        if (workspace.uid().isPresent()) {
            Files.setAttribute(around, "unix:gid", workspace.uid().getAsInt(), LinkOption.NOFOLLOW_LINKS);
        }
        for (Path inner : List.of(workspace.project(), workspace.config(), workspace.home(), workspace.tmp())) {
            directory(inner, PRIVATE);
            own(inner, workspace.uid());
        }
    }

    private static void directory(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PRIVATE));
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    throw e;
                }
                return; // two owners' first sessions at once: the other one made it
            }
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    /** One that is still the agent's was made by an agent that died before it could give it away. */
    private static void own(Path path, OptionalInt uid) throws IOException {
        int expected = uid.orElse(uid(path.getParent()));
        int actual = uid(path);
        if (actual == expected) {
            return;
        }
        if (uid.isEmpty() || actual != uid(path.getParent())) {
            throw new GatehouseException(
                    ProblemCode.INTERNAL,
                    "The workspace belongs to another OS user than its owner's. The operator must run: chown -R "
                            + expected + ":" + expected + " " + path);
        }
        Files.setAttribute(path, "unix:gid", expected, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:uid", expected, LinkOption.NOFOLLOW_LINKS);
    }

    private static int uid(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}
