package dev.gatehouse.web.chat.control;

import dev.gatehouse.contract.AgentCommand.StartSession;
import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.web.policy.control.Grants;
import dev.gatehouse.web.sessions.AgentClient;
import dev.gatehouse.web.sessions.AgentState;
import dev.gatehouse.web.sessions.Asker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Brings a session to life at the agent, and its grant up to date. */
@ApplicationScoped
public class SessionStart {

    @Inject
    private Conversations conversations;

    @Inject
    private AgentClient agent;

    @Inject
    private AgentState state;

    @Inject
    private Grants grants;

    /**
     * The same id again is the same conversation. The index comes first: it is what makes the id the owner's.
     *
     * @throws GatehouseException {@code SESSION_NOT_FOUND} if the id is someone else's, {@code MODE_NOT_GRANTED},
     *     {@code MODEL_NOT_GRANTED}, {@code AGENT_UNREACHABLE}
     */
    public void create(Asker asker, SessionId id, Optional<PermissionMode> mode, Optional<String> model) {
        ModeGrant grant = grant(asker, mode, model);
        boolean made = conversations.create(id, asker.account());
        try {
            agent.start(asker, id, new StartSession(grant, mode, model));
        } catch (GatehouseException e) {
            if (made) {
                conversations.forget(id);
            }
            throw e;
        }
    }

    /** What is in force today, before something is done that it decides about. */
    public void refreshGrant(Asker asker, SessionId id) {
        ModeGrant grant = grant(asker, Optional.empty(), Optional.empty());
        agent.start(asker, id, new StartSession(grant, Optional.empty(), Optional.empty()));
    }

    private ModeGrant grant(Asker asker, Optional<PermissionMode> mode, Optional<String> model) {
        AgentStatus status = state.require();
        ModeGrant grant = grants.grantFor(asker, status);
        mode.filter(wanted -> !grant.allows(wanted)).ifPresent(refused -> {
            throw new GatehouseException(
                    ProblemCode.MODE_NOT_GRANTED,
                    "The mode " + refused.wireName() + " is not available. "
                            + grants.reasonAgainst(refused, asker, status));
        });
        model.filter(wanted -> !grant.models().contains(wanted)).ifPresent(refused -> {
            throw new GatehouseException(ProblemCode.MODEL_NOT_GRANTED, "This model is not available here.");
        });
        return grant;
    }
}
