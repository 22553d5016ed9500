package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A small project that is nobody's, for what does not depend on a person's files. */
final class ScratchSite implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ScratchSite.class.getName());

    private final Path directory;
    private final OptionalInt uid;

    ScratchSite(OptionalInt uid) {
        this.uid = uid;
        try {
            directory = Files.createTempDirectory("gatehouse-dry-run");
            for (String each : List.of("project/.git", "config", "home", "tmp", "outside")) {
                Files.createDirectories(directory.resolve(each));
            }
            file("project/here.txt");
            file("project/edited.txt");
            file("project/.git/HEAD");
            file("outside/there.txt");
            open();
        } catch (IOException e) {
            throw new GatehouseException(ProblemCode.STORAGE_FULL, "The files of a dry run cannot be written.", e);
        }
    }

    Site site() {
        return new Site(
                uid,
                directory.resolve("project"),
                directory.resolve("config"),
                directory.resolve("home"),
                directory.resolve("tmp"),
                List.of(outside()));
    }

    /** A directory that is not the workspace. */
    Path outside() {
        return directory.resolve("outside");
    }

    private void file(String name) throws IOException {
        Files.writeString(directory.resolve(name), "old\n");
    }

    /** The user inside is not the agent's; the directory around them stays closed. */
    private void open() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.filter(each -> !each.equals(directory)).toList()) {
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the files of a dry run are left behind: " + directory, e);
        }
    }
}
