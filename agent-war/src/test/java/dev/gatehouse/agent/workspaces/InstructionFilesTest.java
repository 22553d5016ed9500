package dev.gatehouse.agent.workspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.agent.configuration.AgentConfigs;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstructionFilesTest {

    private static final UUID ADA = UUID.randomUUID();
    private static final UUID BOB = UUID.randomUUID();

    @TempDir
    private Path data;

    private InstructionFiles files() {
        return new InstructionFiles(AgentConfigs.in(data));
    }

    private static void refused(ProblemCode code, org.junit.jupiter.api.function.Executable write) {
        assertEquals(
                code, assertThrows(GatehouseException.class, write).problem().code());
    }

    @Test
    void atFirstThereIsNothingToSay() {
        assertEquals("", files().of(ADA).text());
        assertEquals(Optional.empty(), files().systemPrompt(ADA));
    }

    @Test
    void whatIsWrittenIsThereForItsOwnerOnly() {
        Instructions written =
                files().write(ADA, "Use tabs. Ä\n", files().of(ADA).version());
        assertEquals("Use tabs. Ä\n", files().of(ADA).text());
        assertEquals(written.version(), files().of(ADA).version());
        assertEquals(Optional.of("Use tabs. Ä\n"), files().systemPrompt(ADA));
        assertEquals("", files().of(BOB).text());
    }

    @Test
    void theSecondOfTwoWritersIsToldThatItChanged() {
        String seenByBoth = files().of(ADA).version();
        files().write(ADA, "first", seenByBoth);
        refused(ProblemCode.CONFLICT, () -> files().write(ADA, "second", seenByBoth));
        assertEquals("first", files().of(ADA).text());
    }

    @Test
    void theLimitIsInBytes() {
        String version = files().of(ADA).version();
        String most = "ä".repeat(InstructionFiles.MAX_BYTES / 2);
        refused(ProblemCode.TOO_LARGE, () -> files().write(ADA, most + "a", version));
        files().write(ADA, most, version);
    }

    @Test
    void theyLieWhereNoWorkerCanWrite() throws IOException {
        files().write(ADA, "x", files().of(ADA).version());
        Path directory = data.resolve("agent/instructions");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
        assertFalse(directory.startsWith(data.resolve("agent/workspaces")));
    }
}
