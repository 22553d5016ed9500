package dev.gatehouse.agent.installation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.configuration.AgentConfigs;
import dev.gatehouse.agent.installation.ClaudeInstallation.Finding;
import dev.gatehouse.agent.isolation.Isolations;
import dev.gatehouse.contract.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationCheckTest {

    @TempDir
    private Path directory;

    private Path cli;

    @BeforeEach
    void aCli() throws IOException {
        cli = directory.resolve("bin/claude");
        Files.createDirectory(cli.getParent());
        says("echo '2.1.330 (Claude Code)'");
    }

    private void says(String script) throws IOException {
        Files.writeString(cli, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(cli, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private AgentConfig config(String... more) {
        List<String> settings = new ArrayList<>(
                List.of("gatehouse.claude.executable", cli.toString(), "gatehouse.claude.version", "2.1.330"));
        settings.addAll(List.of(more));
        return AgentConfigs.in(directory.resolve("data"), settings.toArray(String[]::new));
    }

    private Finding find(String... more) {
        AgentConfig config = config(more);
        return new InstallationCheck(config, Isolations.sharedUser(config)).run();
    }

    private static void assertProblem(ProblemCode code, String words, Finding finding) {
        assertEquals(code, finding.problem().orElseThrow().code());
        assertTrue(
                finding.problem().get().detail().contains(words),
                finding.problem().get().detail());
    }

    @Test
    void thePinnedVersionIsFound() throws IOException {
        assertEquals(new Finding(Optional.of(cli.toRealPath()), Optional.of("2.1.330"), Optional.empty()), find());
    }

    @Test
    void anotherVersionIsAProblemUnlessTheOperatorAcceptsIt() throws IOException {
        says("echo '2.1.331 (Claude Code)'");
        assertProblem(ProblemCode.CLI_WRONG_VERSION, "Claude Code 2.1.331 is installed", find());
        Finding accepted = find("gatehouse.claude.accept-any-version", "true");
        assertEquals(Optional.of("2.1.331"), accepted.version());
        assertEquals(Optional.empty(), accepted.problem());
    }

    @Test
    void aMissingOneIsSaidToBeMissingAndHowToGetIt() throws IOException {
        Files.delete(cli);
        assertProblem(ProblemCode.CLI_MISSING, "Install @anthropic-ai/claude-code@2.1.330", find());
        assertProblem(
                ProblemCode.CLI_MISSING, "no-such-program", find("gatehouse.claude.executable", "no-such-program"));
    }

    @Test
    void whatCrashesOrIsSomethingElseIsNotTheCli() throws IOException {
        says("echo broken >&2; exit 3");
        assertProblem(ProblemCode.CLI_FAILED, "ended with 3: broken", find());
        says("echo 2.1.330");
        assertProblem(ProblemCode.CLI_FAILED, "ended with 0: 2.1.330", find());
        Files.setPosixFilePermissions(cli, PosixFilePermissions.fromString("rw-r--r--"));
        assertProblem(ProblemCode.CLI_FAILED, "Permission denied", find());
    }

    @Test
    void aWayThatIsClosedToWorkersIsNamedWithTheCommandThatOpensIt() throws IOException {
        assumeTrue(Isolations.root(), "only root has workers of other users");
        AgentConfig config = config();
        InstallationCheck check = new InstallationCheck(config, Isolations.osUser(config));
        open(directory);
        assertEquals(Optional.empty(), check.run().problem());
        Files.setPosixFilePermissions(cli.getParent(), PosixFilePermissions.fromString("rwx------"));
        assertProblem(ProblemCode.CLI_FAILED, "chmod o+x " + cli.getParent().toRealPath(), check.run());
        open(cli.getParent());
        Files.setPosixFilePermissions(config.data(), PosixFilePermissions.fromString("rwx------"));
        assertProblem(ProblemCode.CLI_FAILED, "chmod o+x " + config.data(), check.run());
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
