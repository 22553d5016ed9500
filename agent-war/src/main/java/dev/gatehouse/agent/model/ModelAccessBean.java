package dev.gatehouse.agent.model;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentStatus;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The agent's one model access; the endpoint opens with the first use. */
@ApplicationScoped
public class ModelAccessBean {

    private ModelAccess access;
    private ModelEndpoint endpoint;

    public ModelAccessBean() {}

    /** Open at once, without a container. */
    public ModelAccessBean(ModelAccess access) {
        use(access);
    }

    private void use(ModelAccess chosen) {
        access = chosen;
        endpoint = new ModelEndpoint(chosen.upstream());
    }

    @PostConstruct
    void open() {
        Config config = ConfigProvider.getConfig();
        use(ModelAccess.of(new ModelAccess.Settings(
                config.getOptionalValue("gatehouse.model.scripted", String.class)
                        .orElse("auto"),
                config.getOptionalValue("gatehouse.model.base-url", String.class),
                config.getOptionalValue("ANTHROPIC_API_KEY", String.class),
                config.getOptionalValue("gatehouse.model.api-key-file", String.class)
                        .map(Path::of),
                config.getOptionalValue("gatehouse.model.names", String.class).orElse(ModelAccess.DEFAULT_NAMES))));
    }

    @PreDestroy
    public void close() {
        endpoint.close();
    }

    public AgentEvent.ModelAccess access() {
        return access.access();
    }

    /** The first is the default. The name {@code default} means: none is named, the CLI decides. */
    public List<AgentStatus.Model> models() {
        return access.models();
    }

    /**
     * Ask rules in Claude Code's syntax that a worker gets beside its grant's: with the scripted model one command
     * always asks, so that the demonstration can show a permission in every mode.
     */
    public List<String> askRules() {
        return switch (access.access()) {
            case SCRIPTED -> List.of("Bash(" + Tour.ASKS_ALWAYS + ")");
            case API_KEY -> List.of();
        };
    }

    /**
     * @param sessionKey whose worker it is, for the log
     * @return to be revoked when the worker has ended
     */
    public String issue(String sessionKey) {
        return endpoint.issue(sessionKey);
    }

    /** Ends the worker's access, also the requests it has under way. */
    public void revoke(String token) {
        endpoint.revoke(token);
    }

    /** What a worker's environment must hold to reach its model. */
    public Map<String, String> environment(String token) {
        return WorkerEnvironment.of(endpoint.baseUri(), token, access.access());
    }
}
