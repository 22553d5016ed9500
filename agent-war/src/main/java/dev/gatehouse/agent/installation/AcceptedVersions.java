package dev.gatehouse.agent.installation;

import dev.gatehouse.agent.workspaces.DurableFile;
import dev.gatehouse.contract.ConformanceTable;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.ContractJson.MalformedException;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables by which administrators have let versions of the CLI work, one file per version, kept for good. */
public final class AcceptedVersions {

    private static final System.Logger LOG = System.getLogger(AcceptedVersions.class.getName());
    private static final String SUFFIX = ".json";

    private final Path directory;

    /** @param data the agent's own directory */
    public AcceptedVersions(Path data) {
        this.directory = data.resolve("accepted-versions");
    }

    public boolean contains(String version) {
        return table(version).isPresent();
    }

    /** Empty too if the file cannot be read: what was accepted then is not known any more. */
    public Optional<ConformanceTable> table(String version) {
        return read(file(version)).filter(table -> table.cliVersion().equals(version));
    }

    /** The table measured last of those accepted. */
    public Optional<ConformanceTable> newest() {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .map(file -> read(file).orElse(null))
                    .filter(Objects::nonNull)
                    .max(Comparator.comparing(ConformanceTable::measuredAt));
        } catch (IOException e) {
            throw new GatehouseException(ProblemCode.INTERNAL, "The accepted versions cannot be read.", e);
        }
    }

    /** @throws GatehouseException STORAGE_FULL if it cannot be kept */
    public void accept(ConformanceTable table) {
        try {
            Files.createDirectories(directory);
            DurableFile.replace(
                    file(table.cliVersion()),
                    ContractJson.write(table).toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new GatehouseException(ProblemCode.STORAGE_FULL, "The accepted version cannot be stored.", e);
        }
    }

    private Path file(String version) {
        return directory.resolve(version.replaceAll("[^A-Za-z0-9.-]", "_") + SUFFIX);
    }

    private static Optional<ConformanceTable> read(Path file) {
        try {
            return Optional.of(ContractJson.read(ConformanceTable.class, ContractJson.parse(Files.readString(file))));
        } catch (IOException | MalformedException e) {
            if (Files.exists(file)) {
                LOG.log(System.Logger.Level.ERROR, "an accepted version cannot be read: " + file, e);
            }
            return Optional.empty();
        }
    }
}
