package dev.gatehouse.agent.isolation;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OrphanGuardTest {

    private static final long PATIENCE_SECONDS = 20;

    @Test
    void whatCarriesAWatchedMarkEndsWithTheAgentAndNothingElseDoes() throws Exception {
        String agent = UUID.randomUUID() + "/";
        Process orphan = marked(agent + "a worker");
        Process stranger = marked(UUID.randomUUID() + "/a worker");
        try {
            OrphanGuard guard = OrphanGuard.ofMarks();
            guard.watch(agent);
            requireWorkOf(guard);
            assertTrue(orphan.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
            assertTrue(stranger.isAlive());
        } finally {
            orphan.destroyForcibly();
            stranger.destroyForcibly();
        }
    }

    @Test
    void whatRunsUnderAWatchedUidEndsWithTheAgentThoughItCleanedItsEnvironment() throws Exception {
        assumeTrue(Isolations.root(), "only root can become other users");
        Setpriv setpriv = Setpriv.find().orElseThrow();
        int uid = 2_000_000 + ThreadLocalRandom.current().nextInt(1_000_000);
        Process orphan = underUid(setpriv, uid);
        Process second = underUid(setpriv, uid + 1);
        Process stranger = underUid(setpriv, uid + 2);
        try {
            OrphanGuard guard = OrphanGuard.ofUids(setpriv);
            guard.watch(Integer.toString(uid));
            guard.watch(Integer.toString(uid + 1));
            guard.watch(Integer.toString(uid));
            requireWorkOf(guard);
            assertTrue(orphan.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
            assertTrue(second.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
            assertTrue(stranger.isAlive());
        } finally {
            orphan.destroyForcibly();
            second.destroyForcibly();
            stranger.destroyForcibly();
        }
    }

    @Test
    void aGuardThatWasKilledIsReplacedAndKnowsAll() throws Exception {
        String first = UUID.randomUUID() + "/";
        Process orphan = marked(first);
        try {
            OrphanGuard guard = OrphanGuard.ofMarks();
            guard.watch(first);
            Process killed = guard.process();
            killed.destroyForcibly().waitFor();
            guard.watch(UUID.randomUUID() + "/");
            requireWorkOf(guard);
            assertTrue(orphan.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } finally {
            orphan.destroyForcibly();
        }
    }

    private static void requireWorkOf(OrphanGuard guard) throws IOException, InterruptedException {
        Process process = guard.process();
        process.getOutputStream().close();
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the guard ends when its work is done");
    }

    private static Process marked(String mark) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "300");
        builder.environment().put(Confinement.MARK, mark);
        return builder.start();
    }

    private static Process underUid(Setpriv setpriv, int uid) throws IOException {
        return new ProcessBuilder(
                        setpriv.program().toString(), "--reuid=" + uid, "--clear-groups", "env", "-i", "sleep", "300")
                .start();
    }
}
