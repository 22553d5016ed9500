package dev.gatehouse.web.policy.boundary;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.GrantStatus;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.contract.SessionSummary;
import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.acts.AdministrativeAct;
import dev.gatehouse.web.messages.PageMessages;
import dev.gatehouse.web.policy.control.PolicyVersions;
import dev.gatehouse.web.security.control.Viewer;
import dev.gatehouse.web.sessions.AgentClient;
import dev.gatehouse.web.sessions.Asker;
import dev.gatehouse.web.sessions.ModeText;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Whether the policy has reached every running Claude. */
@Named("liveWorkers")
@RequestScoped
public class LiveWorkersBacking {

    @Inject
    private Viewer viewer;

    @Inject
    private AgentClient agent;

    @Inject
    private Accounts accounts;

    @Inject
    private PolicyVersions versions;

    @Inject
    private Clock clock;

    @Inject
    private Event<AdministrativeAct> acts;

    private List<LiveWorker> rows;
    private Problem problem;
    private long confirmed;

    public List<LiveWorker> getRows() {
        if (rows == null) {
            load();
        }
        return rows;
    }

    /** Why there is no list; null if there is one. */
    public Problem getProblem() {
        getRows();
        return problem;
    }

    public String getSummary() {
        long all = getRows().size();
        long number = versions.inForce().number();
        if (problem != null) {
            return "Version " + number + " is in force from the moment the agent is back.";
        }
        if (all == 0) {
            return "Claude is not running for anyone now. Whoever starts it gets version " + number + ".";
        }
        return confirmed == all
                ? "Version " + number + " is in force in all " + all + " running conversations."
                : confirmed + " of " + all + " running conversations have confirmed version " + number + ".";
    }

    public boolean isComplete() {
        return confirmed == getRows().size();
    }

    public void refresh() {
        viewer.requireAuditor();
        load();
    }

    /** What it is doing is broken off. */
    public void stop(String session) {
        Asker administrator = Asker.of(viewer.requireAdministrator());
        if (PageMessages.attempt(() -> agent.send(administrator, SessionId.parse(session), new AgentCommand.Park()))) {
            acts.fire(new AdministrativeAct(viewer.actor(), "policy.session-stopped", session, Map.of()));
            PageMessages.done("Claude is stopped there. Its next prompt starts it under the policy in force.");
        }
        load();
    }

    private void load() {
        viewer.requireAuditor();
        try {
            List<SessionSummary> live = agent.sessions(Asker.ADMINISTRATION, true).stream()
                    .filter(session -> session.workerSince().isPresent()
                            || session.grant().phase() == GrantStatus.Phase.QUARANTINED)
                    .sorted(Comparator.comparing(SessionSummary::createdAt))
                    .toList();
            long number = versions.inForce().number();
            confirmed = live.stream()
                    .filter(session -> session.grant().phase() == GrantStatus.Phase.CONFIRMED
                            && session.grant().policyVersion() >= number)
                    .count();
            Map<UUID, String> names =
                    accounts.names(live.stream().map(SessionSummary::owner).collect(Collectors.toSet()));
            rows = live.stream()
                    .map(session -> LiveWorker.of(
                            session,
                            names.getOrDefault(session.owner(), "unknown"),
                            ModeText.of(session.mode()).label(),
                            clock.instant()))
                    .toList();
            problem = null;
        } catch (GatehouseException e) {
            rows = List.of();
            problem = e.problem();
        }
    }
}
