package dev.gatehouse.agent.workspaces;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.isolation.Strength;
import dev.gatehouse.agent.isolation.WorkerIsolation;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** The workspaces of this agent, made when first asked for. */
@ApplicationScoped
public class Workspaces {

    private final Path directory;
    private final boolean ownUsers;
    private final OwnerUids uids;

    /** For the container's proxy only. */
    protected Workspaces() {
        this.directory = null;
        this.ownUsers = false;
        this.uids = null;
    }

    @Inject
    public Workspaces(AgentConfig config, WorkerIsolation isolation) {
        this.directory = config.data().resolve("workspaces");
        this.ownUsers = isolation.strength() == Strength.OS_USER;
        this.uids =
                new OwnerUids(config.data().resolve("uids"), config.isolation().uids());
    }

    /**
     * The owner's workspace; its directories exist, belong to its uid and are closed to everyone else.
     *
     * @throws GatehouseException STORAGE_FULL if it cannot be made
     */
    public Workspace of(UUID owner) {
        try {
            OptionalInt uid = ownUsers ? OptionalInt.of(uids.of(owner)) : OptionalInt.empty();
            Workspace workspace = Workspace.at(directory.resolve(owner.toString()), owner, uid);
            new WorkspaceDirectories(directory, ownUsers).make(workspace);
            return workspace;
        } catch (IOException e) {
            throw StorageProblem.of("The workspace cannot be made", e);
        }
    }

    /** All uids ever given to an owner. */
    public Set<Integer> uids() {
        try {
            return ownUsers ? uids.all() : Set.of();
        } catch (IOException e) {
            throw new GatehouseException(ProblemCode.INTERNAL, "The list of worker users cannot be read", e);
        }
    }
}
