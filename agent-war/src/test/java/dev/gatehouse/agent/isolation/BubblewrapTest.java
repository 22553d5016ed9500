package dev.gatehouse.agent.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.configuration.AgentConfigs;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bubblewrap is claimed only where it was seen to work. */
class BubblewrapTest {

    @TempDir
    Path directory;

    @Test
    void withoutTheProgramItSaysSoAndWhatToInstall() {
        Bubblewrap none = BubblewrapChoice.choose(config(), Isolations.root(), Optional.empty(), Setpriv.find());
        var problem = none.problem().orElseThrow();
        assertEquals(ProblemCode.DRY_RUN_UNAVAILABLE, problem.code());
        assertTrue(problem.detail().contains("package bubblewrap"), problem.detail());
        var view = new Bubblewrap.View(Path.of("/tmp"), List.of(), List.of(), Map.of());
        assertThrows(GatehouseException.class, () -> none.prefix(view));
    }

    @Test
    void aProgramThatRunsThingsWithoutKeepingThemApartIsFoundOut() throws IOException {
        Path pretender = Files.writeString(directory.resolve("bwrap"), """
                #!/bin/sh
                while [ "$1" != -- ]; do shift; done
                shift
                exec "$@"
                """);
        Files.setPosixFilePermissions(pretender, PosixFilePermissions.fromString("rwxr-xr-x"));
        Bubblewrap found = BubblewrapChoice.choose(config(), Isolations.root(), Optional.of(pretender), Setpriv.find());
        assertTrue(found.problem().orElseThrow().detail().contains("does not work"));
    }

    @Test
    void asRootItNeedsAWayToAnotherUser() {
        assertTrue(BubblewrapChoice.choose(config(), true, Programs.find("bwrap"), Optional.empty())
                .problem()
                .orElseThrow()
                .detail()
                .contains("setpriv"));
    }

    @Test
    void theWorkspaceCanOnlyBeReadAndThereIsNoNetwork() {
        List<String> prefix = new Bubblewrap(Path.of("/usr/bin/bwrap"), Optional.empty())
                .prefix(new Bubblewrap.View(
                        Path.of("/data/w/project"),
                        List.of(Path.of("/data/w/project")),
                        List.of(Path.of("/data/w/tmp")),
                        Map.of(Path.of("/run/g/model.sock"), Path.of("/tmp/s/model.sock"))));
        String line = String.join(" ", prefix);
        assertTrue(line.contains("--unshare-net --unshare-pid --unshare-ipc"), line);
        assertTrue(line.contains("--die-with-parent"), line);
        assertTrue(line.contains("--ro-bind /data/w/project /data/w/project"), line);
        assertTrue(line.contains("--tmpfs /data/w/tmp"), line);
        assertTrue(line.contains("--ro-bind /tmp/s/model.sock /run/g/model.sock"), line);
        assertFalse(line.contains("--bind "), line);
        assertTrue(line.endsWith("--remount-ro / --chdir /data/w/project --"), line);
    }

    private AgentConfig config() {
        return AgentConfigs.in(directory);
    }
}
