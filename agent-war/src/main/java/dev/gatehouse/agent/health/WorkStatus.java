package dev.gatehouse.agent.health;

import dev.gatehouse.contract.AgentEvent.ModelAccess;
import dev.gatehouse.contract.AgentStatus.Model;
import java.util.List;
import java.util.UUID;

/** What only those who do the work know of the agent's state; provided by one bean of theirs. */
public interface WorkStatus {

    /** This agent's identity, kept with its data. */
    UUID node();

    ModelAccess modelAccess();

    /** Models that may be chosen, the default first. */
    List<Model> models();

    int liveWorkers();
}
