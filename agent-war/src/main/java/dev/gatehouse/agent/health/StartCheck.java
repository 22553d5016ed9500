package dev.gatehouse.agent.health;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.configuration.ConfigurationException;
import dev.gatehouse.agent.installation.ClaudeInstallation;
import dev.gatehouse.agent.isolation.WorkerIsolation;
import dev.gatehouse.agent.security.ServiceTokenMechanism;
import dev.gatehouse.agent.workspaces.Workspaces;
import dev.gatehouse.contract.GatehouseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

/** Touches at the start what would otherwise fail at the first request, and ends what an earlier agent left running. */
@ApplicationScoped
public class StartCheck {

    private static final System.Logger LOG = System.getLogger(StartCheck.class.getName());

    /**
     * The server buries what fails a deployment in stack traces: the line the operator needs is logged by itself.
     *
     * @throws ConfigurationException which fails the deployment, as does any other failure here
     */
    void check(
            @Observes @Initialized(ApplicationScoped.class) Object start,
            Instance<AgentConfig> config,
            Instance<ServiceTokenMechanism> door,
            Instance<WorkerIsolation> isolation,
            Instance<Workspaces> workspaces,
            Instance<ClaudeInstallation> installation) {
        try {
            door.get().open();
            isolation.get().killLeftovers(workspaces.get().uids());
        } catch (ConfigurationException | GatehouseException e) {
            LOG.log(System.Logger.Level.ERROR, e.getMessage());
            throw e;
        }
        LOG.log(
                System.Logger.Level.INFO,
                "agent data in {0}, workers kept apart by {1}",
                config.get().data(),
                isolation.get().strength().wireName());
        installation.get().look().problem().ifPresent(found -> LOG.log(System.Logger.Level.WARNING, found.detail()));
    }
}
