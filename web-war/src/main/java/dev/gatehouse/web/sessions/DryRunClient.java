package dev.gatehouse.web.sessions;

import dev.gatehouse.contract.ConformanceAcceptance;
import dev.gatehouse.contract.ConformanceStatus;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.DryRunReport;
import dev.gatehouse.contract.DryRunRequest;
import dev.gatehouse.contract.RuleCheck;
import dev.gatehouse.contract.RuleCheckReport;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.web.sessions.AgentTransport.Call;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Questions to the installed Claude Code, which the agent asks without anything being executed. Every method may fail
 * with the agent's problem, as {@code DRY_RUN_UNAVAILABLE}, or {@code AGENT_UNREACHABLE}.
 */
@ApplicationScoped
public class DryRunClient {

    /** The agent lets a request wait for its turn, and then gives it up by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(200);

    private AgentTransport transport;

    protected DryRunClient() {}

    @Inject
    public DryRunClient(AgentTransport transport) {
        this.transport = transport;
    }

    public DryRunReport run(DryRunRequest request) {
        Call call = Call.post(
                        Asker.FEED, "/dry-runs", ContractJson.write(request).toString(), true)
                .timeout(PATIENCE);
        return ContractJson.read(
                DryRunReport.class, ContractJson.parse(transport.call(call).text()));
    }

    public RuleCheckReport check(Rules rules) {
        String body = ContractJson.write(new RuleCheck(rules)).toString();
        Call call = Call.post(Asker.FEED, "/rule-checks", body, true).timeout(PATIENCE);
        return ContractJson.read(
                RuleCheckReport.class, ContractJson.parse(transport.call(call).text()));
    }

    public ConformanceStatus conformance() {
        return status(Call.get(Asker.FEED, "/conformance"));
    }

    /** Starts a run, or finds one under way. */
    public ConformanceStatus measure() {
        return status(Call.post(Asker.FEED, "/conformance", "", true));
    }

    public ConformanceStatus accept(ConformanceAcceptance acceptance) {
        return status(Call.put(
                Asker.FEED,
                "/conformance/accepted",
                ContractJson.write(acceptance).toString()));
    }

    private ConformanceStatus status(Call call) {
        return ContractJson.read(
                ConformanceStatus.class, ContractJson.parse(transport.call(call).text()));
    }
}
