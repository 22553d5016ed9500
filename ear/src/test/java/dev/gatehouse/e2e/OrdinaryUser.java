package dev.gatehouse.e2e;

import dev.gatehouse.launcher.ClaudeInstall;
import dev.gatehouse.launcher.Launcher;
import dev.gatehouse.launcher.Parts;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A user id that nobody else has, with a home of its own and readable copies of what the build made. */
record OrdinaryUser(Path folder, Path home, Parts parts, Path launcher) implements AutoCloseable {

    static final int UID = 54_321;

    /** @param folder that the user can reach; everything of it is in there */
    static OrdinaryUser in(Path folder) throws IOException, URISyntaxException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.setAttribute(home, "unix:uid", UID);
        Files.setAttribute(home, "unix:gid", UID);
        Parts built = Parts.fromSystemProperties();
        Parts parts = new Parts(
                lend(built.payara(), folder),
                lend(built.webWar(), folder),
                lend(built.agentWar(), folder),
                copyOf(built.configuration(), folder.resolve("domain-config")));
        Path launcher = Path.of(Launcher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path lent = Files.isDirectory(launcher) ? copyOf(launcher, folder.resolve("launcher")) : lend(launcher, folder);
        return new OrdinaryUser(folder, home, parts, lent);
    }

    int uid() {
        return UID;
    }

    Path data() {
        return home.resolve("data");
    }

    /** As {@code mvn -Prun} does it, with the process group of a terminal's foreground. */
    LauncherRun launch() throws IOException {
        String id = Integer.toString(UID);
        ProcessBuilder builder = new ProcessBuilder(
                "env",
                "--default-signal=INT", // ignored, and inherited so, if the tests run in a script's background
                "setsid",
                "setpriv",
                "--reuid",
                id,
                "--regid",
                id,
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-Dgatehouse.launcher.payara=" + parts.payara(),
                "-Dgatehouse.launcher.web=" + parts.webWar(),
                "-Dgatehouse.launcher.agent=" + parts.agentWar(),
                "-Dgatehouse.launcher.configuration=" + parts.configuration(),
                "-cp",
                launcher.toString(),
                Launcher.class.getName());
        builder.directory(home.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        "/usr/local/bin:/usr/bin:/bin",
                        "HOME",
                        home.toString(),
                        "GATEHOUSE_DATA",
                        data().toString(),
                        "GATEHOUSE_WEB_PORT",
                        "0",
                        "GATEHOUSE_AGENT_PORT",
                        "0",
                        "GATEHOUSE_CLAUDE_EXECUTABLE",
                        ClaudeInstall.pinned().toString()));
        return LauncherRun.of(builder, RunningPair.OUTPUT.resolve("ordinary-user.log"));
    }

    List<String> processes() {
        return ProcessTable.ofUsers(uid -> uid == UID);
    }

    /** The build may lie where only its owner comes. */
    private static Path lend(Path file, Path folder) throws IOException {
        Path lent = folder.resolve(file.getFileName());
        try {
            Files.createLink(lent, file);
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.copy(file, lent);
        }
        return lent;
    }

    private static Path copyOf(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }

    @Override
    public void close() {
        ProcessHandle.allProcesses()
                .filter(each -> processes().stream().anyMatch(line -> line.startsWith(each.pid() + " ")))
                .forEach(ProcessHandle::destroyForcibly);
    }
}
