package dev.gatehouse.agent.health;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.configuration.DataDirectory;
import dev.gatehouse.agent.installation.ClaudeInstallation;
import dev.gatehouse.agent.isolation.WorkerIsolation;
import dev.gatehouse.agent.security.ServiceKeySource;
import dev.gatehouse.agent.security.ServiceTokenMechanism;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether requests should be sent here, and why not. A CLI that cannot be used is told but takes nobody off: the person
 * is to read in the browser what is wrong, and history and files work all the same.
 *
 * <p>Open to anyone who can reach the port, so it names no path and no reason that would help an intruder: the log
 * does.
 */
@ApplicationScoped
public class AgentReadiness {

    private final AgentConfig config;
    private final ServiceKeySource keys;
    private final ServiceTokenMechanism door;
    private final ClaudeInstallation installation;
    private final WorkerIsolation isolation;

    /** For the container's proxy only. */
    protected AgentReadiness() {
        this(null, null, null, null, null);
    }

    @Inject
    public AgentReadiness(
            AgentConfig config,
            ServiceKeySource keys,
            ServiceTokenMechanism door,
            ClaudeInstallation installation,
            WorkerIsolation isolation) {
        this.config = config;
        this.keys = keys;
        this.door = door;
        this.installation = installation;
        this.isolation = isolation;
    }

    @Produces
    @Readiness
    HealthCheck data() {
        return () -> named("data", DataDirectory.writable(config.data()), "the data directory cannot be written to");
    }

    @Produces
    @Readiness
    HealthCheck serviceToken() {
        return () -> keys.fault().isPresent()
                ? named("service-token", false, "the changed key file is not in use; see the log")
                : named("service-token", door.open(), "just started");
    }

    @Produces
    @Readiness
    HealthCheck claude() {
        return () -> {
            var finding = installation.look();
            return HealthCheckResponse.named("claude")
                    .up()
                    .withData("degraded", finding.problem().isPresent())
                    .withData(
                            "problem",
                            finding.problem().map(found -> found.code().name()).orElse("none"))
                    .withData("version", finding.version().orElse("unknown"))
                    .withData("isolation", isolation.strength().wireName())
                    .build();
        };
    }

    private static HealthCheckResponse named(String name, boolean up, String reason) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(name).status(up);
        return up ? response.build() : response.withData("reason", reason).build();
    }
}
