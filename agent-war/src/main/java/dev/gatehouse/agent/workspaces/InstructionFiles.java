package dev.gatehouse.agent.workspaces;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;

/**
 * Everybody's CLAUDE.md. Kept beside the workspaces and not in them: a worker reads these instructions in its system
 * prompt, and what it runs must be able neither to change them for the next one nor to put a link in their place.
 */
@ApplicationScoped
public class InstructionFiles {

    public static final int MAX_BYTES = 256 * 1024;

    private final Path directory;

    /** For the container's proxy only. */
    protected InstructionFiles() {
        this.directory = null;
    }

    @Inject
    public InstructionFiles(AgentConfig config) {
        this.directory = config.data().resolve("instructions");
    }

    public synchronized Instructions of(UUID owner) {
        try {
            return new Instructions(Files.readString(file(owner)));
        } catch (NoSuchFileException e) {
            return new Instructions("");
        } catch (IOException e) {
            throw StorageProblem.of("Your CLAUDE.md cannot be read", e);
        }
    }

    /**
     * @param expected version the writer has seen
     * @throws GatehouseException TOO_LARGE, CONFLICT if it is of another version by now, STORAGE_FULL
     */
    public synchronized Instructions write(UUID owner, String text, String expected) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        if (content.length > MAX_BYTES) {
            throw tooLarge();
        }
        if (!of(owner).version().equals(expected)) {
            throw new GatehouseException(
                    ProblemCode.CONFLICT,
                    "Your CLAUDE.md was changed elsewhere since you opened it. Load it again, then make your change.");
        }
        try {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            DurableFile.replace(file(owner), content);
        } catch (IOException e) {
            throw StorageProblem.of("Your CLAUDE.md cannot be saved", e);
        }
        return new Instructions(text);
    }

    /** As it goes into a worker's system prompt; empty if there is nothing to say. */
    public Optional<String> systemPrompt(UUID owner) {
        return Optional.of(of(owner).text()).filter(text -> !text.isBlank());
    }

    static GatehouseException tooLarge() {
        return new GatehouseException(
                ProblemCode.TOO_LARGE, "CLAUDE.md can be at most " + MAX_BYTES / 1024 + " KiB. Shorten it.");
    }

    private Path file(UUID owner) {
        return directory.resolve(owner + ".md");
    }
}
