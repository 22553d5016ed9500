package dev.gatehouse.agent.sessions.control;

import static dev.gatehouse.agent.sessions.control.Steps.bash;
import static dev.gatehouse.agent.sessions.control.Steps.script;
import static dev.gatehouse.agent.sessions.control.Steps.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gatehouse.agent.workspaces.Workspace;
import dev.gatehouse.contract.PermissionMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a deleted conversation leaves on the disk: nothing of what was said, in the CLI's own records neither. */
class DeletionIT {

    @AutoClose
    private static RealAgent agent = new RealAgent();

    private static List<Path> holding(Path directory, String word) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, word))
                    .toList();
        }
    }

    private static boolean contains(Path file, String word) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(word);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nothingOfADeletedConversationStaysAndTheNeighbourStaysWhole() throws IOException {
        String word = "canary" + UUID.randomUUID().toString().replace("-", "");
        var doomed = agent.conversation(PermissionMode.BYPASS_PERMISSIONS);
        doomed.answered(doomed.prompt(script(bash("echo " + word), text("said " + word))));
        var neighbour = agent.conversation(doomed.owner, RealAgent.grant(PermissionMode.DEFAULT));
        neighbour.answered(neighbour.prompt(script(text("to stay"))));
        Workspace workspace = agent.workspaces.of(doomed.owner);
        assertFalse(holding(workspace.config(), word).isEmpty(), "the CLI keeps a transcript");

        agent.sessions.delete(doomed.session.id(), doomed.owner);

        assertEquals(List.of(), holding(agent.data.resolve("workspaces"), word));
        assertEquals(List.of(), holding(agent.data.resolve("sessions"), word));
        assertFalse(holding(workspace.config(), "to stay").isEmpty());
        neighbour.answered(neighbour.prompt(script(text("still here"))));
    }

    @Test
    void aLinkInThePersonsOwnDirectoryLeadsNowhere() throws IOException {
        var doomed = agent.conversation(PermissionMode.DEFAULT);
        doomed.answered(doomed.prompt(script(text("short"))));
        Path elsewhere = Files.createTempDirectory("elsewhere");
        Path kept = Files.writeString(elsewhere.resolve("kept"), "kept");
        Files.createSymbolicLink(
                agent.workspaces
                        .of(doomed.owner)
                        .config()
                        .resolve(doomed.session.id().value() + "-link"),
                elsewhere);

        agent.sessions.delete(doomed.session.id(), doomed.owner);

        assertEquals("kept", Files.readString(kept));
        Files.delete(kept);
        Files.delete(elsewhere);
    }
}
