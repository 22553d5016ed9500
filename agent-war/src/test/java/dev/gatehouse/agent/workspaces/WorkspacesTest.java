package dev.gatehouse.agent.workspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.configuration.AgentConfigs;
import dev.gatehouse.agent.isolation.Isolations;
import dev.gatehouse.agent.isolation.WorkerIsolation;
import dev.gatehouse.contract.GatehouseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspacesTest {

    private static final UUID ADA = UUID.fromString("6f1c2c0a-5d5b-4b8e-9d5d-2f6c6a3f9f10");

    @TempDir
    private Path data;

    private AgentConfig config() {
        return AgentConfigs.in(data);
    }

    private Workspaces shared() {
        return new Workspaces(config(), Isolations.sharedUser(config()));
    }

    private Workspaces ownUsers() {
        assumeTrue(Isolations.root(), "only root can give directories away");
        return new Workspaces(config(), Isolations.osUser(config()));
    }

    private static List<Path> inner(Workspace workspace) {
        return List.of(workspace.project(), workspace.config(), workspace.home(), workspace.tmp());
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static int attribute(Path path, String name) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:" + name, LinkOption.NOFOLLOW_LINKS);
    }

    @Test
    void aWorkspaceStandsUnderItsOwnersIdAndIsClosedToOthers() throws IOException {
        Workspace workspace = shared().of(ADA);
        Path around = data.resolve("agent/workspaces").resolve(ADA.toString());
        assertEquals(OptionalInt.empty(), workspace.uid());
        assertEquals(around.resolve("project"), workspace.project());
        assertEquals("rwx------", permissions(around));
        for (Path inner : inner(workspace)) {
            assertEquals(around, inner.getParent());
            assertEquals("rwx------", permissions(inner));
        }
        assertEquals(workspace, shared().of(ADA));
    }

    @Test
    void whatIsInItStays() throws IOException {
        Path file = shared().of(ADA).project().resolve("notes.txt");
        Files.writeString(file, "mine");
        shared().of(ADA);
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void asRootTheOwnersUserHasTheInnerDirectoriesAndTheAgentTheOneAround() throws IOException {
        Workspace workspace = ownUsers().of(ADA);
        int uid = workspace.uid().orElseThrow();
        Path around = workspace.project().getParent();
        assertEquals("rwx--x---", permissions(around));
        assertEquals(List.of(0, uid), List.of(attribute(around, "uid"), attribute(around, "gid")));
        for (Path inner : inner(workspace)) {
            assertEquals("rwx------", permissions(inner));
            assertEquals(List.of(uid, uid), List.of(attribute(inner, "uid"), attribute(inner, "gid")));
        }
        assertEquals("rwx--x--x", permissions(around.getParent()));
        assertEquals(workspace, ownUsers().of(ADA));
        assertNotEquals(uid, ownUsers().of(UUID.randomUUID()).uid().orElseThrow());
    }

    @Test
    void aWorkerReachesItsOwnWorkspaceAndNoOther() throws Exception {
        Workspaces workspaces = ownUsers();
        open(data);
        Workspace ada = workspaces.of(ADA);
        Workspace bob = workspaces.of(UUID.randomUUID());
        Files.writeString(bob.project().resolve("secret"), "bob's");
        Files.setPosixFilePermissions(bob.project(), PosixFilePermissions.fromString("rwxrwxrwx"));
        WorkerIsolation isolation = Isolations.osUser(config());
        assertEquals(
                0,
                Isolations.run(
                        isolation,
                        ada.uid(),
                        "touch",
                        ada.project().resolve("x").toString()));
        assertNotEquals(
                0,
                Isolations.run(
                        isolation,
                        ada.uid(),
                        "cat",
                        bob.project().resolve("secret").toString()));
        assertNotEquals(
                0, Isolations.run(isolation, ada.uid(), "ls", bob.project().toString()));
        assertNotEquals(
                0,
                Isolations.run(
                        isolation,
                        ada.uid(),
                        "ls",
                        data.resolve("agent/workspaces").toString()));
        assertNotEquals(
                0,
                Isolations.run(
                        isolation,
                        ada.uid(),
                        "ln",
                        "-sfn",
                        "/etc",
                        ada.project().getParent() + "/project2"));
        assertNotEquals(
                0, Isolations.run(isolation, ada.uid(), "mv", ada.config().toString(), ada.config() + "-away"));
        assertNotEquals(
                0,
                Isolations.run(
                        isolation, ada.uid(), "cat", data.resolve("agent/uids").toString()));
    }

    @Test
    void aCrashBetweenMakingAndGivingAwayIsMended() throws IOException {
        Workspaces workspaces = ownUsers();
        Workspace workspace = workspaces.of(ADA);
        Files.setAttribute(workspace.home(), "unix:uid", 0);
        Files.delete(workspace.tmp());
        assertEquals(workspace, workspaces.of(ADA));
        for (Path inner : inner(workspace)) {
            assertEquals(workspace.uid().orElseThrow(), attribute(inner, "uid"));
        }
    }

    @Test
    void aWorkspaceOfAnotherUserIsNotTakenOver() throws IOException {
        Workspaces workspaces = ownUsers();
        Workspace workspace = workspaces.of(ADA);
        Files.setAttribute(workspace.project(), "unix:uid", 4711);
        String message =
                assertThrows(GatehouseException.class, () -> workspaces.of(ADA)).getMessage();
        assertTrue(message.contains("chown"), message);
        assertEquals(4711, attribute(workspace.project(), "uid"));
    }

    @Test
    void aLinkInPlaceOfADirectoryIsNotFollowed() throws IOException {
        Path around = data.resolve("agent/workspaces").resolve(ADA.toString());
        Files.createDirectories(data.resolve("elsewhere"));
        config();
        Files.createDirectories(around);
        Files.createSymbolicLink(around.resolve("project"), data.resolve("elsewhere"));
        assertThrows(GatehouseException.class, () -> shared().of(ADA));
        assertTrue(Files.isSymbolicLink(around.resolve("project")));
    }

    /** JUnit's directory is closed to others. */
    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
    }
}
