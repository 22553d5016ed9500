package dev.gatehouse.agent.health;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.installation.ClaudeInstallation;
import dev.gatehouse.agent.installation.ClaudeInstallation.Finding;
import dev.gatehouse.agent.isolation.WorkerIsolation;
import dev.gatehouse.contract.AgentStatus;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Tells web what this agent can do here and now; nothing in it is about any one person. */
@Path("status")
@RequestScoped
public class StatusResource {

    @Inject
    private AgentConfig config;

    @Inject
    private ClaudeInstallation installation;

    @Inject
    private WorkerIsolation isolation;

    @Inject
    private Instance<WorkStatus> work;

    @GET
    @RolesAllowed({"user", "administrator", "system"})
    @Produces(MediaType.APPLICATION_JSON)
    public AgentStatus status() {
        Finding finding = installation.look();
        WorkStatus now = work.get();
        return new AgentStatus(
                now.node(),
                finding.version(),
                finding.problem(),
                now.modelAccess(),
                config.modes().ceiling(),
                isolation.strength().wireName(),
                isolation.bypassObstacle(),
                now.models(),
                now.liveWorkers(),
                config.workers().maxLive());
    }
}
