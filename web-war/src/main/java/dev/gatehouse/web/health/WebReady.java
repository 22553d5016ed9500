package dev.gatehouse.web.health;

import dev.gatehouse.web.feed.FeedState;
import dev.gatehouse.web.sessions.AgentState;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Web is ready when its database is there and migrated (without that the deployment fails). The agent is told of but
 * does not count: people can sign in, read their list and be told what is wrong while it is down.
 */
@Readiness
@ApplicationScoped
public class WebReady implements HealthCheck {

    private static final int TIMEOUT_SECONDS = 2;

    @Resource(lookup = "java:app/jdbc/gatehouse")
    private DataSource dataSource;

    @Inject
    private AgentState agent;

    @Inject
    private FeedState feed;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("web")
                .withData("agent", agent.status().isPresent() ? "up" : "unreachable")
                .withData("feed", feed.isStandingStill() ? "stands still" : "read")
                .status(databaseAnswers())
                .build();
    }

    private boolean databaseAnswers() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(TIMEOUT_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }
}
