package dev.gatehouse.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentEvent.PromptAccepted;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The agent's data are on a small disk of their own, which fills up. */
class DiskFullIT {

    private static final String SIZE = "size=24m";

    private static RunningPair pair;
    private static Path disk;
    private static boolean mounted;

    @BeforeAll
    static void startOnASmallDisk() throws Exception {
        assumeTrue(mountable(), "mounting a small disk (tmpfs) is not possible here: it needs root");
        pair = RunningPair.start("disk-full", Map.of());
        pair.agentServer().stop();
        disk = pair.data().resolve("agent");
        Path aside = pair.data().resolve("aside");
        assertEquals(0, run("cp", "-a", disk.toString(), aside.toString()));
        mounted = run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", disk.toString()) == 0;
        assertTrue(mounted);
        assertEquals(0, run("cp", "-aT", aside.toString(), disk.toString()));
        pair.bringBack(pair.agentServer());
    }

    private static boolean mountable() throws Exception {
        Path trial = Files.createTempDirectory("gatehouse-mount-");
        try {
            return run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", trial.toString()) == 0
                    && run("umount", trial.toString()) == 0;
        } finally {
            Files.delete(trial);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (pair != null) {
            pair.agentServer().stop();
            if (mounted) {
                run("umount", disk.toString());
            }
            pair.close();
        }
    }

    @Test
    void aPromptIsRefusedWhileThereIsNoRoomAndTakenAfterwards() throws Exception {
        try (PortalClient person = PortalClient.newUser(pair);
                Talk talk = Talk.begin(person, PermissionMode.DEFAULT)) {
            talk.prompt(Scripts.of(Scripts.text("there is room")));
            talk.settle();
            // more than fits into the rest of the file's last block
            String text = Scripts.of(Scripts.text("again " + "and again ".repeat(3_000)));
            UUID prompt = UUID.randomUUID();

            Path ballast = fill();
            requireStorageFull(person.command(talk.id(), new AgentCommand.Prompt(prompt, text, List.of())));
            requireStorageFull(person.command(talk.id(), new AgentCommand.Prompt(prompt, text, List.of())));
            HttpResponse<String> history = person.get("/api/sessions/" + talk.id() + "/history");
            assertEquals(200, history.statusCode(), history::body);
            assertFalse(history.body().contains(prompt.toString()), "nothing of it is kept");

            Files.delete(ballast);
            talk.prompt(prompt, text);
            talk.settle();
            talk.requireEachAnsweredOnce();
            talk.requireSameHistoryForANewcomer();
            talk.awaitListed(0);
            assertEquals(2, talk.events().all(PromptAccepted.class).size());
        }
    }

    private static void requireStorageFull(HttpResponse<String> answer) {
        Problem problem = Problems.of(answer);
        assertEquals(ProblemCode.STORAGE_FULL, problem.code(), answer::body);
        assertTrue(problem.detail().contains("disk"), problem::detail);
    }

    /** Until nothing more fits. */
    private static Path fill() {
        Path ballast = disk.resolve("ballast");
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            return ballast;
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
