package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.GrantPush;
import dev.gatehouse.contract.OwnerGrant;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionSummary;
import dev.gatehouse.web.policy.entity.Decided;
import dev.gatehouse.web.sessions.AgentClient;
import dev.gatehouse.web.sessions.Asker;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Brings every change of a grant to the agent, and does not rest until the agent has it. What is due is known from the
 * database, so a web that is killed between the change and its delivery goes on with it when it starts again.
 */
@Singleton
@Startup
@DependsOn({"Migration", "PolicyStart"})
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class Enforcement {

    private static final Logger LOG = Logger.getLogger(Enforcement.class.getName());
    private static final int BATCH = 500;

    @Inject
    private Grants grants;

    @Inject
    private Revisions revisions;

    @Inject
    private HostOffer offer;

    @Inject
    private AgentClient agent;

    @Inject
    @Any
    private Instance<SessionOwners> owners;

    @Resource
    private ManagedExecutorService executor;

    private final ReentrantLock delivering = new ReentrantLock();
    private final Retry retry = new Retry();

    /** At once, but not on the thread of whoever made the change. */
    public void affected(@Observes(during = TransactionPhase.AFTER_SUCCESS) GrantsAffected event) {
        retry.now();
        executor.execute(this::deliver);
    }

    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void deliver() {
        if (!retry.due()) {
            return;
        }
        delivering.lock();
        try {
            deliverWhatIsDue();
            retry.succeeded();
        } catch (GatehouseException e) {
            retry.failed();
            LOG.fine(() -> "the agent does not take grants yet: " + e.problem());
        } catch (RuntimeException e) {
            retry.failed();
            LOG.log(Level.WARNING, "grants could not be delivered, trying again", e);
        } finally {
            delivering.unlock();
        }
    }

    private void deliverWhatIsDue() {
        AgentStatus status = agent.status(Asker.PORTAL);
        while (revisions.due(status.node(), offer.digest(status))) {
            long revision = revisions.current();
            List<OwnerGrant> all = owners().stream()
                    .flatMap(owner -> grantOf(owner, status).stream())
                    .toList();
            for (int from = 0; from < all.size(); from += BATCH) {
                agent.push(new GrantPush(all.subList(from, Math.min(all.size(), from + BATCH))));
            }
            revisions.delivered(revision, status.node());
        }
    }

    private Set<UUID> owners() {
        Set<UUID> all = new HashSet<>();
        owners.forEach(each -> all.addAll(each.owners()));
        agent.sessions(Asker.ADMINISTRATION, true).stream()
                .map(SessionSummary::owner)
                .forEach(all::add);
        return all;
    }

    /** Who has no account any more, or may do nothing at all, is stopped. */
    private Optional<OwnerGrant> grantOf(UUID owner, AgentStatus status) {
        try {
            return Optional.of(new OwnerGrant(
                    owner,
                    switch (grants.decide(owner, status)) {
                        case Decided.Granted granted -> granted.grant();
                        case Decided.Nothing nothing -> Stopped.grant(status, nothing.why(), revisions.current());
                    }));
        } catch (GatehouseException e) {
            if (e.problem().code() != ProblemCode.NOT_FOUND) {
                throw e;
            }
            return Optional.of(
                    new OwnerGrant(owner, Stopped.grant(status, "There is no account any more.", revisions.current())));
        }
    }
}
