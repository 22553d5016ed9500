package dev.gatehouse.web.sessions;

import dev.gatehouse.contract.AgentEvent.ModelAccess;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** What every page shows of the portal as a whole; in pages {@code portal}. */
@Named("portal")
@RequestScoped
public class PortalBacking {

    @Inject
    private AgentState agent;

    /** Whether a script answers in place of Claude; nobody may take it for the real model. */
    public boolean isScripted() {
        return agent.status()
                .filter(status -> status.modelAccess() == ModelAccess.SCRIPTED)
                .isPresent();
    }

    public boolean isAgentUp() {
        return agent.status().isPresent();
    }
}
