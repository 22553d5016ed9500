package dev.gatehouse.agent.dryrun.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.ConformanceAcceptance;
import dev.gatehouse.contract.ConformanceStatus;
import dev.gatehouse.contract.ConformanceStatus.Phase;
import dev.gatehouse.contract.ConformanceTable;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.launcher.ClaudeInstall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of the real CLI, its comparison with what was accepted, and what stands on the acceptance. */
class ConformanceIT {

    @Test
    void theInstalledCliDoesWhatTheShippedTableSays() {
        try (DryRunHost host = new DryRunHost()) {
            Conformance conformance = conformance(host);
            ConformanceStatus status = measured(conformance);
            assertEquals(List.of(), status.differences());
            assertEquals(status.total(), status.done());
            assertTrue(status.inUse());
            assertEquals(
                    status.measured(),
                    conformance(host).status().measured(),
                    "another agent of the same data reads it");
        }
    }

    @Test
    void anotherVersionIsUsedOnlyAfterItsTableWasAccepted(@TempDir Path directory) throws IOException {
        try (DryRunHost host = new DryRunHost(otherVersion(directory))) {
            Conformance conformance = conformance(host);
            var refused = assertThrows(GatehouseException.class, host.installation::require);
            assertEquals(ProblemCode.CLI_WRONG_VERSION, refused.problem().code());
            assertTrue(refused.getMessage().contains("Conformance"), refused.getMessage());

            ConformanceStatus status = measured(conformance);
            ConformanceTable table = status.measured().orElseThrow();
            assertEquals("9.9.9", table.cliVersion());
            assertEquals(
                    ClaudeInstall.pinnedVersion(),
                    status.accepted().orElseThrow().cliVersion());
            assertFalse(status.inUse());
            var wrong = assertThrows(
                    GatehouseException.class,
                    () -> conformance.accept(new ConformanceAcceptance("9.9.9", "0".repeat(64))));
            assertEquals(ProblemCode.CONFLICT, wrong.problem().code());

            conformance.accept(new ConformanceAcceptance("9.9.9", table.digest()));

            assertTrue(conformance.status().inUse());
            assertEquals(List.of(), conformance.status().differences());
            host.installation.require();
        }
    }

    private static Conformance conformance(DryRunHost host) {
        return new Conformance(
                host.config, host.rehearsals, new Measurement(host.rehearsals, host.turnstile), host.installation);
    }

    private static ConformanceStatus measured(Conformance conformance) {
        conformance.start();
        Instant deadline = Instant.now().plus(Duration.ofMinutes(6));
        while (conformance.status().phase() == Phase.RUNNING && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        ConformanceStatus status = conformance.status();
        assertEquals(Phase.IDLE, status.phase(), status::toString);
        return status;
    }

    /** The real CLI under another version's name. */
    private static Path otherVersion(Path directory) throws IOException {
        Path real = ClaudeInstall.pinned().toRealPath();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createLink(directory.resolve("real"), real);
        Path script = Files.writeString(directory.resolve("claude"), """
                #!/bin/sh
                [ "$1" = --version ] && echo "9.9.9 (Claude Code)" && exit
                exec "$(dirname "$0")/real" "$@"
                """);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
