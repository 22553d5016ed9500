package dev.gatehouse.web.sessions;

import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the agent last said about itself; asked again when that is some seconds old. */
@ApplicationScoped
public class AgentState {

    private static final Duration FRESH = Duration.ofSeconds(3);

    private AgentClient agent;
    private Clock clock;
    private Known known;

    /** @param problem why there is no status */
    private record Known(Instant at, Optional<AgentStatus> status, Optional<Problem> problem) {}

    protected AgentState() {}

    @Inject
    public AgentState(AgentClient agent, Clock clock) {
        this.agent = agent;
        this.clock = clock;
    }

    /** @throws GatehouseException {@code AGENT_UNREACHABLE} while there is no agent. */
    public AgentStatus require() {
        Known now = known();
        return now.status()
                .orElseThrow(() -> new GatehouseException(now.problem().orElseThrow()));
    }

    public Optional<AgentStatus> status() {
        return known().status();
    }

    /** Why the agent cannot be used; empty if it can. */
    public Optional<Problem> problem() {
        return known().problem();
    }

    /** One asks, the others wait for the answer: an agent that hangs is not asked by everyone. */
    private synchronized Known known() {
        if (known == null || known.at().plus(FRESH).isBefore(clock.instant())) {
            known = ask();
        }
        return known;
    }

    private Known ask() {
        try {
            AgentStatus status = agent.status(Asker.PORTAL);
            return new Known(clock.instant(), Optional.of(status), Optional.empty());
        } catch (GatehouseException e) {
            return new Known(clock.instant(), Optional.empty(), Optional.of(e.problem()));
        }
    }
}
