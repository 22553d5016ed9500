package dev.gatehouse.agent.configuration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads MicroProfile Config once; whoever asks is given the same values until the agent is started anew. */
@ApplicationScoped
public class AgentConfigProducer {

    @Produces
    @Singleton
    AgentConfig agentConfig() {
        Config config = ConfigProvider.getConfig();
        AgentConfig read = AgentSettings.read(
                new SettingsReader(config.getPropertyNames(), name -> config.getOptionalValue(name, String.class)));
        DataDirectory.prepare(read.data());
        return read;
    }
}
