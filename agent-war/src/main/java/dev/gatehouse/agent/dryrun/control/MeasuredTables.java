package dev.gatehouse.agent.dryrun.control;

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
import java.util.Optional;

/** The newest table of each version, on the disk. */
final class MeasuredTables {

    private static final System.Logger LOG = System.getLogger(MeasuredTables.class.getName());

    private final Path directory;

    MeasuredTables(Path data) {
        this.directory = data.resolve("conformance");
    }

    /** Empty too if the file is damaged: it can be measured again. */
    Optional<ConformanceTable> table(String version) {
        Path file = file(version);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ContractJson.read(ConformanceTable.class, ContractJson.parse(Files.readString(file))))
                    .filter(table -> table.cliVersion().equals(version));
        } catch (IOException | MalformedException e) {
            LOG.log(System.Logger.Level.WARNING, "a measured table cannot be read: " + file, e);
            return Optional.empty();
        }
    }

    void store(ConformanceTable table) {
        try {
            Files.createDirectories(directory);
            DurableFile.replace(
                    file(table.cliVersion()),
                    ContractJson.write(table).toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new GatehouseException(ProblemCode.STORAGE_FULL, "The measured table cannot be stored.", e);
        }
    }

    private Path file(String version) {
        return directory.resolve(version.replaceAll("[^A-Za-z0-9.-]", "_") + ".json");
    }
}
