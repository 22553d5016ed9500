package dev.gatehouse.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private static final Path HOME = Path.of("/home/ada");

    @Test
    void rootUsesTheSystemsFoldersAndAUserHerOwn() {
        assertEquals(
                new Directories(Path.of("/var/lib/gatehouse"), Path.of("/var/cache/gatehouse")),
                Directories.of(Map.of(), true, HOME));
        assertEquals(
                new Directories(Path.of("/home/ada/.local/share/gatehouse"), Path.of("/home/ada/.cache/gatehouse")),
                Directories.of(Map.of(), false, HOME));
        assertEquals(
                new Directories(Path.of("/d/gatehouse"), Path.of("/home/ada/.cache/gatehouse")),
                Directories.of(Map.of("XDG_DATA_HOME", "/d", "XDG_CACHE_HOME", "relative"), false, HOME));
        assertEquals(
                Path.of("/srv/gh"),
                Directories.of(Map.of("GATEHOUSE_DATA", "/srv/x/../gh"), true, HOME)
                        .data());
    }

    @Test
    void aPortInUseIsNamedWithTheVariableThatChangesIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Endpoint endpoint = new Endpoint("127.0.0.1", taken.getLocalPort());
            LaunchException refusal =
                    assertThrows(LaunchException.class, () -> endpoint.checkFree("web", "GATEHOUSE_WEB_PORT"));
            assertTrue(refusal.getMessage().contains("Port " + taken.getLocalPort()), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("GATEHOUSE_WEB_PORT"), refusal.getMessage());
        }
    }

    @Test
    void endpointsAreOnLoopbackUnlessSaidOtherwise() {
        assertEquals(new Endpoint("127.0.0.1", 8080), Endpoint.from(Map.of(), "WEB", 8080));
        Endpoint open =
                Endpoint.from(Map.of("GATEHOUSE_WEB_ADDRESS", "0.0.0.0", "GATEHOUSE_WEB_PORT", "80"), "WEB", 8080);
        assertEquals(new Endpoint("0.0.0.0", 80), open);
        assertEquals("http://127.0.0.1:80/x", open.uri("/x").toString());
        assertNotEquals(
                0, Endpoint.from(Map.of("GATEHOUSE_WEB_PORT", "0"), "WEB", 8080).port());
        for (String wrong : List.of("80a", "65536", "-1", "")) {
            assertThrows(
                    LaunchException.class,
                    () -> Endpoint.from(Map.of("GATEHOUSE_WEB_PORT", wrong), "WEB", 8080),
                    wrong);
        }
    }

    @Test
    void theTwoServersCannotHaveTheSamePort() {
        Endpoint same = new Endpoint("127.0.0.1", 8080);
        assertThrows(LaunchException.class, () -> new PairSettings(HOME, same, same, Map.of()));
    }

    @Test
    void webSeesNoKeyOfTheModelAndNobodyTheFirstPassword() {
        Map<String, String> shell = Map.of(
                "PATH", "/bin",
                "LC_ALL", "C",
                "ANTHROPIC_API_KEY", "sk",
                "GATEHOUSE_ADMIN_PASSWORD", "pw",
                "GATEHOUSE_IDLE_TIMEOUT", "PT1M",
                "GATEHOUSE_DATASOURCE_PASSWORD", "db",
                "AWS_SECRET_ACCESS_KEY", "aws",
                "GATEHOUSE_DATA", "/d");
        assertEquals(
                Set.of("PATH", "LC_ALL", "GATEHOUSE_IDLE_TIMEOUT", "GATEHOUSE_DATASOURCE_PASSWORD"),
                ServerEnvironment.forWeb(shell).keySet());
        assertEquals(
                Set.of("PATH", "LC_ALL", "GATEHOUSE_IDLE_TIMEOUT", "ANTHROPIC_API_KEY"),
                ServerEnvironment.forAgent(shell).keySet());
    }

    @Test
    void jvmOptionsCanBeLimitedToJavaVersions(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("jvm.options"), """
                # a remark
                -Xmx1m

                24-:-for-24-and-later
                21-23:-up-to-23
                25:-only-25
                """);
        assertEquals(List.of("-Xmx1m", "-up-to-23"), JvmOptions.read(file, 21));
        assertEquals(List.of("-Xmx1m", "-for-24-and-later"), JvmOptions.read(file, 24));
        assertEquals(List.of("-Xmx1m", "-for-24-and-later", "-only-25"), JvmOptions.read(file, 25));
        Files.writeString(file, "Xmx1m\n");
        assertThrows(LaunchException.class, () -> JvmOptions.read(file, 25));
    }

    @Test
    void whoDiesAgainAndAgainIsGivenUpAfterLongerAndLongerWaits() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        Instant[] now = {start};
        Restarts restarts = new Restarts(new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        });
        for (long seconds : new long[] {1, 2, 4, 8, 16}) {
            assertEquals(Optional.of(Duration.ofSeconds(seconds)), restarts.next());
        }
        assertEquals(Optional.empty(), restarts.next());
        now[0] = start.plus(Restarts.WITHIN).plusSeconds(1);
        assertEquals(Optional.of(Duration.ofSeconds(1)), restarts.next());
    }

    @Test
    void theContainersGetThePinnedCli() throws IOException {
        String compose = Files.readString(Path.of("../docker-compose.yml"));
        assertTrue(compose.contains("CLAUDE_CODE_VERSION: " + ClaudeInstall.pinnedVersion() + "\n"));
    }
}
