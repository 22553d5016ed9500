package dev.gatehouse.agent.permissions;

import dev.gatehouse.agent.workspaces.DurableFile;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Ids;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.ProblemCode;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One file per owner; after a crash at any point either the old or the new grant is there, whole. */
final class GrantFiles {

    private static final System.Logger LOG = System.getLogger(GrantFiles.class.getName());
    private static final String SUFFIX = ".json";

    private final Path directory;

    /** @param left what was left of the lease when it was written, if it is one */
    record Stored(ModeGrant given, int ended, Optional<Duration> left) {}

    /** @throws GatehouseException {@code INTERNAL} if the directory cannot be made */
    GrantFiles(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new GatehouseException(ProblemCode.INTERNAL, "The directory of grants cannot be made.", e);
        }
    }

    /** @return empty for an owner whose file cannot be read: a guess could be more than was granted */
    Map<UUID, Optional<Stored>> read() {
        Map<UUID, Optional<Stored>> all = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                UUID owner = Ids.uuid(name.substring(0, name.length() - SUFFIX.length()));
                all.put(owner, read(file));
            }
        } catch (IOException e) {
            throw new GatehouseException(ProblemCode.INTERNAL, "The grants cannot be read.", e);
        }
        return all;
    }

    private static Optional<Stored> read(Path file) {
        try {
            JsonObject json = ContractJson.parse(Files.readString(file, StandardCharsets.UTF_8));
            Optional<Duration> left = json.get("leftMillis") instanceof JsonNumber millis
                    ? Optional.of(Duration.ofMillis(millis.longValue()))
                    : Optional.empty();
            ModeGrant given = ContractJson.read(ModeGrant.class, json.getJsonObject("given"));
            return Optional.of(new Stored(given, json.getInt("ended"), left));
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the grant in " + file + " is damaged; nothing runs under it", e);
            return Optional.empty();
        }
    }

    /** @throws GatehouseException {@code STORAGE_FULL}; what was there before is there still */
    void write(UUID owner, Stored grant) {
        var json = Json.createObjectBuilder()
                .add("given", ContractJson.write(grant.given()))
                .add("ended", grant.ended());
        grant.left().ifPresent(left -> json.add("leftMillis", left.toMillis()));
        try {
            DurableFile.replace(
                    directory.resolve(owner + SUFFIX), json.build().toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new GatehouseException(ProblemCode.STORAGE_FULL, "The grant cannot be kept on the disk.", e);
        }
    }
}
