package dev.gatehouse.web.administration;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.SessionSummary;
import dev.gatehouse.web.accounts.control.AccessNarrowed;
import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.sessions.AgentClient;
import dev.gatehouse.web.sessions.Asker;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Logger;

/**
 * Nobody's worker outlives the account's disabling. What is compared again and again is what holds: an agent that was
 * down when the account was disabled, or goes on with an accepted prompt when it comes back, is told then.
 */
@Singleton
@Startup
@DependsOn("Migration")
@TransactionManagement(TransactionManagementType.BEAN)
public class Suspension {

    private static final Logger LOG = Logger.getLogger(Suspension.class.getName());

    @Inject
    private Accounts accounts;

    @Inject
    private AgentClient agent;

    @Resource
    private ManagedExecutorService executor;

    /** Not on the thread of the administrator: the account is disabled whether the agent answers or not. */
    public void accessNarrowed(@Observes(during = TransactionPhase.AFTER_SUCCESS) AccessNarrowed event) {
        if (event.signedOut()) {
            executor.execute(this::endWorkers);
        }
    }

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void endWorkers() {
        try {
            Set<UUID> disabled = accounts.disabled();
            if (!disabled.isEmpty()) {
                agent.sessions(Asker.ADMINISTRATION, true).stream()
                        .filter(session -> session.workerSince().isPresent())
                        .filter(session -> disabled.contains(session.owner()))
                        .forEach(this::end);
            }
        } catch (RuntimeException e) {
            LOG.fine(() -> "ending the workers of disabled accounts has to wait: " + e);
        }
    }

    private void end(SessionSummary session) {
        try {
            agent.send(Asker.ADMINISTRATION, session.session(), new AgentCommand.Park());
        } catch (GatehouseException e) {
            LOG.warning(() -> "a disabled account's worker of " + session.session() + " runs on: " + e.problem());
        }
    }
}
