package dev.gatehouse.web.chat.control;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.contract.SessionSummary;
import dev.gatehouse.web.accounts.entity.Role;
import dev.gatehouse.web.chat.entity.Conversation;
import dev.gatehouse.web.sessions.AgentClient;
import dev.gatehouse.web.sessions.Asker;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Really deletes what was marked. What is due is read from the database, so a restart forgets nothing; a session whose
 * events the feed has not all brought yet waits, else the projections that are kept would miss its end.
 */
@Singleton
@Startup
@DependsOn("Migration")
@TransactionManagement(TransactionManagementType.BEAN)
public class Deletion {

    private static final Logger LOG = Logger.getLogger(Deletion.class.getName());
    private static final int AT_ONCE = 20;
    private static final int MAX_TOLD = 1000;

    @Inject
    private Conversations conversations;

    @Inject
    private AgentClient agent;

    /** The last of the page before; empty text before the first. */
    private String last = "";

    /** Of which session was told that it cannot be deleted, and why: it is tried again every few seconds. */
    private final Map<SessionId, String> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionId, String> eldest) {
            return size() > MAX_TOLD;
        }
    };

    public Deletion() {}

    Deletion(Conversations conversations, AgentClient agent) {
        this.conversations = conversations;
        this.agent = agent;
    }

    /** One page after the other and then again from the first: those that have to wait keep no other waiting. */
    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void deleteDue() {
        List<Conversation> page = conversations.overdue(last, AT_ONCE);
        last = page.size() < AT_ONCE ? "" : page.get(page.size() - 1).id().toString();
        for (Conversation due : page) {
            try {
                delete(due);
                told.remove(due.id());
            } catch (GatehouseException e) {
                if (e.problem().code() == ProblemCode.AGENT_UNREACHABLE) {
                    return;
                }
                tellOnce(due.id(), e.problem().code().name(), e);
            } catch (RuntimeException e) {
                tellOnce(due.id(), e.getClass().getName(), e);
            }
        }
    }

    private void tellOnce(SessionId session, String why, RuntimeException failure) {
        if (!why.equals(told.put(session, why))) {
            LOG.log(
                    Level.WARNING,
                    "the deleted conversation " + session + " cannot be removed at the agent and stays there; it is"
                            + " tried again, and not told again",
                    failure);
        }
    }

    private void delete(Conversation due) {
        Asker owner = asker(due.owner());
        try {
            SessionSummary session = agent.session(owner, due.id());
            if (session.workerSince().isPresent()) {
                // else it could write on for ever, always ahead of the feed
                agent.send(owner, due.id(), new AgentCommand.Park());
                return;
            }
            if (session.lastSeq() > due.lastSeq()) {
                return;
            }
            agent.delete(owner, due.id());
        } catch (GatehouseException e) {
            if (e.problem().code() != ProblemCode.SESSION_NOT_FOUND) {
                throw e;
            }
        }
        conversations.remove(due.id());
    }

    private static Asker asker(UUID owner) {
        return new Asker(owner, "deletion", Set.of(Role.USER));
    }
}
