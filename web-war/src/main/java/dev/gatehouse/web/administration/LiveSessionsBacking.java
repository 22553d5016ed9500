package dev.gatehouse.web.administration;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.contract.SessionSummary;
import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.acts.AdministrativeAct;
import dev.gatehouse.web.messages.PageMessages;
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

/** Everybody's sessions that have a worker now. What is said in them is not shown: it is private. */
@Named("liveSessions")
@RequestScoped
public class LiveSessionsBacking {

    @Inject
    private Viewer viewer;

    @Inject
    private AgentClient agent;

    @Inject
    private Accounts accounts;

    @Inject
    private Clock clock;

    @Inject
    private Event<AdministrativeAct> acts;

    private List<LiveSession> rows;
    private Problem problem;

    public List<LiveSession> getRows() {
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

    public void refresh() {
        viewer.requireAuditor();
        load();
    }

    public void stop(String session) {
        Asker administrator = Asker.of(viewer.requireAdministrator());
        if (PageMessages.attempt(() -> {
            agent.send(administrator, SessionId.parse(session), new AgentCommand.Park());
            acts.fire(new AdministrativeAct(viewer.actor(), AccountActs.SESSION_STOPPED, session, Map.of()));
        })) {
            PageMessages.done("Claude is stopped there. The conversation is kept; its next prompt starts it again.");
        }
        load();
    }

    private void load() {
        viewer.requireAuditor();
        try {
            List<SessionSummary> live = agent.sessions(Asker.ADMINISTRATION, true).stream()
                    .filter(session -> session.workerSince().isPresent())
                    .sorted(Comparator.comparing(
                            session -> session.workerSince().orElseThrow()))
                    .toList();
            Map<UUID, String> names =
                    accounts.names(live.stream().map(SessionSummary::owner).collect(Collectors.toSet()));
            rows = live.stream().map(session -> row(session, names)).toList();
            problem = null;
        } catch (GatehouseException e) {
            rows = List.of();
            problem = e.problem();
        }
    }

    private LiveSession row(SessionSummary session, Map<UUID, String> names) {
        return new LiveSession(
                session.session().toString(),
                names.getOrDefault(session.owner(), "unknown"),
                session.phase(),
                ModeText.of(session.mode()).label(),
                session.model().orElse("—"),
                Elapsed.between(session.workerSince().orElseThrow(), clock.instant()),
                session.readers(),
                session.openQuestions(),
                session.pid().orElse("—"));
    }
}
