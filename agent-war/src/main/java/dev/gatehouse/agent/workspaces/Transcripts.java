package dev.gatehouse.agent.workspaces;

import dev.gatehouse.agent.isolation.Outcome;
import dev.gatehouse.agent.isolation.WorkerIsolation;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What the CLI itself keeps of conversations, below its own directory: transcripts, tool results, to-do lists. Each
 * file or folder has the transcript's id at the beginning of its name (PROTOCOL 7).
 */
@ApplicationScoped
public class Transcripts {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Workspaces workspaces;
    private final WorkerIsolation isolation;

    /** For the container's proxy only. */
    protected Transcripts() {
        this(null, null);
    }

    @Inject
    public Transcripts(Workspaces workspaces, WorkerIsolation isolation) {
        this.workspaces = workspaces;
        this.isolation = isolation;
    }

    /**
     * Removes all the CLI kept under these ids; nothing kept is no error. The directory is its owner's to write, links
     * included, so the owner removes it and not the agent.
     *
     * @throws GatehouseException {@code INTERNAL} if something could not be removed
     */
    public void remove(UUID owner, Set<UUID> transcripts) {
        if (transcripts.isEmpty()) {
            return;
        }
        Workspace workspace = workspaces.of(owner);
        try {
            Outcome outcome = isolation.runAsOwner(workspace.uid(), command(workspace, transcripts), PATIENCE);
            if (!outcome.ok()) {
                throw new IOException("find ended with " + outcome.status() + ": " + outcome.output());
            }
        } catch (IOException e) {
            throw new GatehouseException(
                    ProblemCode.INTERNAL, "Claude Code's own record of the conversation cannot be removed.", e);
        }
    }

    /** find(1) follows no links; what it finds goes to rm as an argument, so no name is ever read as an option. */
    private static List<String> command(Workspace workspace, Set<UUID> transcripts) {
        List<String> command =
                new ArrayList<>(List.of("find", workspace.config().toString(), "("));
        for (UUID each : transcripts) {
            if (!command.getLast().equals("(")) {
                command.add("-o");
            }
            command.addAll(List.of("-name", each + "*"));
        }
        command.addAll(List.of(")", "-prune", "-exec", "rm", "-rf", "--", "{}", "+"));
        return command;
    }
}
