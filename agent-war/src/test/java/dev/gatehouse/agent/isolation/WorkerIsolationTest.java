package dev.gatehouse.agent.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.configuration.AgentConfigs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerIsolationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Starts a child that prints its pid and is nobody's descendant any more, then lives on. */
    private static final String RUNAWAY = "(setsid sh -c 'echo $$; exec sleep 300' &); exec sleep 300";

    /** The same, and it cleans its environment. */
    private static final String MARKLESS_RUNAWAY = "(setsid env -i sh -c 'echo $$; exec sleep 300' &); exec sleep 300";

    @TempDir
    private Path data;

    private final List<ProcessHandle> started = new ArrayList<>();

    /** Of a range of this test's own, so that parallel builds on one machine do not kill each other's processes. */
    private final int first = 1_000_000 + ThreadLocalRandom.current().nextInt(100_000) * 10;

    private AgentConfig config(String... more) {
        List<String> settings = new ArrayList<>(List.of("gatehouse.worker-uid-range", first + "-" + (first + 9)));
        settings.addAll(List.of(more));
        return AgentConfigs.in(data, settings.toArray(String[]::new));
    }

    private WorkerIsolation osUser() {
        assumeTrue(Isolations.root(), "only root can become other users");
        return Isolations.osUser(config());
    }

    @AfterEach
    void nothingIsLeft() {
        started.forEach(ProcessHandle::destroyForcibly);
    }

    /** @return the worker and the child whose pid it printed. */
    private List<ProcessHandle> start(
            WorkerIsolation isolation, OptionalInt uid, Confinement confinement, String script) throws IOException {
        Process process = Isolations.start(confinement, "sh", "-c", script);
        started.add(process.toHandle());
        String pid = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        ProcessHandle child = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        started.add(child);
        return List.of(process.toHandle(), child);
    }

    private static void assertEnds(ProcessHandle process) throws Exception {
        process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void asRootAWorkerRunsAsItsOwnerWithoutAnyCapabilityOrWayToOne() throws Exception {
        WorkerIsolation isolation = osUser();
        assertEquals(Strength.OS_USER, isolation.strength());
        assertEquals(Optional.empty(), isolation.problem());
        assertEquals(Optional.empty(), isolation.bypassObstacle());
        Process process = Isolations.start(isolation.confine(OptionalInt.of(first)), "cat", "/proc/self/status");
        String status = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        for (String line : List.of(
                "Uid:\t%1$d\t%1$d\t%1$d\t%1$d".formatted(first),
                "Gid:\t%1$d\t%1$d\t%1$d\t%1$d".formatted(first),
                "CapPrm:\t0000000000000000",
                "CapEff:\t0000000000000000",
                "CapBnd:\t0000000000000000",
                "CapAmb:\t0000000000000000",
                "NoNewPrivs:\t1")) {
            assertTrue(status.contains(line), line + " in\n" + status);
        }
        assertTrue(status.matches("(?s).*Groups:\\s*\n.*"), status);
    }

    @Test
    void noWorkerRunsAsRootOrAsAnyoneOutsideTheRange() {
        WorkerIsolation isolation = osUser();
        for (OptionalInt uid :
                List.of(OptionalInt.empty(), OptionalInt.of(0), OptionalInt.of(1000), OptionalInt.of(first - 1))) {
            assertThrows(IllegalArgumentException.class, () -> isolation.confine(uid));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Isolations.sharedUser(config()).confine(OptionalInt.of(first)));
    }

    @Test
    void rootThatCannotDropSaysSoAndClaimsNothing() {
        WorkerIsolation isolation =
                IsolationChoice.choose(config(), true, Optional.of(new Setpriv(Path.of("/bin/true"))));
        assertTrue(isolation.problem().orElseThrow().detail().contains("never starts one as root"));
        isolation = IsolationChoice.choose(config(), true, Optional.of(new Setpriv(Path.of("/nowhere/setpriv"))));
        assertTrue(isolation.problem().orElseThrow().detail().contains("Install setpriv"));
    }

    @Test
    void whereAllShareAUserBypassHasAnObstacleUnlessTheOperatorSaysNone() {
        assertEquals(Strength.NONE, Isolations.sharedUser(config()).strength());
        assertTrue(Isolations.sharedUser(config()).bypassObstacle().isPresent());
        assertFalse(Isolations.sharedUser(config("gatehouse.isolation.required-for-bypass", "none"))
                .bypassObstacle()
                .isPresent());
    }

    @Test
    void killingAWorkerReachesWhatLeftItsTree() throws Exception {
        WorkerIsolation isolation = Isolations.sharedUser(config());
        Confinement confinement = isolation.confine(OptionalInt.empty());
        List<ProcessHandle> mine = start(isolation, OptionalInt.empty(), confinement, RUNAWAY);
        List<ProcessHandle> others =
                start(isolation, OptionalInt.empty(), isolation.confine(OptionalInt.empty()), RUNAWAY);
        isolation.killWorker(mine.get(0), confinement);
        for (ProcessHandle process : mine) {
            assertEnds(process);
        }
        assertTrue(others.stream().allMatch(ProcessHandle::isAlive), "another worker was killed too");
    }

    @Test
    void killingAnOwnerReachesWhatAlsoCleanedItsEnvironment() throws Exception {
        WorkerIsolation isolation = osUser();
        OptionalInt ada = OptionalInt.of(first);
        OptionalInt bob = OptionalInt.of(first + 1);
        Confinement confinement = isolation.confine(ada);
        List<ProcessHandle> adas = start(isolation, ada, confinement, MARKLESS_RUNAWAY);
        List<ProcessHandle> bobs = start(isolation, bob, isolation.confine(bob), MARKLESS_RUNAWAY);
        isolation.killWorker(adas.get(0), confinement);
        assertEnds(adas.get(0));
        assertTrue(adas.get(1).isAlive(), "if this ends, the test shows nothing");
        isolation.killOwner(ada);
        assertEnds(adas.get(1));
        assertTrue(bobs.stream().allMatch(ProcessHandle::isAlive), "another owner's were killed too");
    }

    @Test
    void whatAnEarlierAgentLeftBehindIsKilledByTheNextOfTheSameData() throws Exception {
        WorkerIsolation earlier = Isolations.sharedUser(config());
        List<ProcessHandle> left = start(earlier, OptionalInt.empty(), earlier.confine(OptionalInt.empty()), RUNAWAY);
        Isolations.sharedUser(AgentConfigs.in(data.resolve("other"))).killLeftovers(Set.of());
        assertTrue(left.stream().allMatch(ProcessHandle::isAlive), "another agent's were killed");
        Isolations.sharedUser(config()).killLeftovers(Set.of());
        for (ProcessHandle process : left) {
            assertEnds(process);
        }
    }

    @Test
    void asRootLeftoversAreFoundByTheirUserToo() throws Exception {
        WorkerIsolation isolation = osUser();
        OptionalInt ada = OptionalInt.of(first);
        List<ProcessHandle> left = start(isolation, ada, isolation.confine(ada), MARKLESS_RUNAWAY);
        isolation.killLeftovers(Set.of(first + 1));
        assertTrue(left.get(1).isAlive());
        isolation.killLeftovers(Set.of(first, first + 1));
        assertEnds(left.get(1));
    }

    @Test
    void aTrialHasADeadlineAndLeavesNothing() throws Exception {
        Outcome outcome = Isolations.sharedUser(config()).tryOut(List.of("sleep", "300"), Duration.ofMillis(200));
        assertEquals(-1, outcome.status());
        assertFalse(outcome.ok());
        assertEquals(
                "x",
                Isolations.sharedUser(config())
                        .tryOut(List.of("echo", "x"), PATIENCE)
                        .output());
    }
}
