package dev.gatehouse.agent.configuration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads MicroProfile Config once; whoever asks is given the same values until the agent is started anew. */
@ApplicationScoped
public class AgentConfigProducer {

    private static final System.Logger LOG = System.getLogger(AgentConfigProducer.class.getName());

    /**
     * Whatever asks first fails the deployment, and the server tells of it in stack traces: hence a line of our own.
     */
    @Produces
    @Singleton
    AgentConfig agentConfig() {
        Config config = ConfigProvider.getConfig();
        try {
            AgentConfig read = AgentSettings.read(
                    new SettingsReader(config.getPropertyNames(), name -> config.getOptionalValue(name, String.class)));
            DataDirectory.prepare(read.data());
            return read;
        } catch (ConfigurationException e) {
            LOG.log(System.Logger.Level.ERROR, e.getMessage());
            throw e;
        }
    }
}
