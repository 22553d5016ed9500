package dev.gatehouse.agent.dryrun.boundary;

import dev.gatehouse.agent.boundary.Utf8;
import dev.gatehouse.agent.dryrun.control.DryRuns;
import dev.gatehouse.agent.dryrun.control.RuleChecks;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.DryRunReport;
import dev.gatehouse.contract.DryRunRequest;
import dev.gatehouse.contract.RuleCheck;
import dev.gatehouse.contract.RuleCheckReport;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Questions about policies, for web alone: they are about people who are not there. */
@Path("")
@RequestScoped
@RolesAllowed("system")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DryRunResource {

    @Inject
    DryRuns dryRuns;

    @Inject
    RuleChecks ruleChecks;

    @POST
    @Path("dry-runs")
    public DryRunReport dryRun(byte[] body) {
        return dryRuns.run(ContractJson.read(DryRunRequest.class, ContractJson.parse(Utf8.text(body))));
    }

    @POST
    @Path("rule-checks")
    public RuleCheckReport ruleCheck(byte[] body) {
        return ruleChecks.check(ContractJson.read(RuleCheck.class, ContractJson.parse(Utf8.text(body)))
                .rules());
    }
}
