package dev.gatehouse.web.portal;

import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ToolCall;
import dev.gatehouse.web.policy.control.AccountNames;
import dev.gatehouse.web.policy.control.PolicyText;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.tryit.control.PolicyCases;
import dev.gatehouse.web.tryit.control.PolicyTestGate;
import dev.gatehouse.web.tryit.control.PolicyTests;
import dev.gatehouse.web.tryit.control.Trials;
import dev.gatehouse.web.tryit.entity.Answer;
import dev.gatehouse.web.tryit.entity.Trial;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Put into the WAR under test: tries calls and saves cases as the console does, for whoever is signed in. */
@Path("try-it-probe")
@RequestScoped
public class TryItProbe {

    @Inject
    private Trials trials;

    @Inject
    private PolicyCases cases;

    @Inject
    private PolicyTests tests;

    @Inject
    private PolicyTestGate gate;

    @Inject
    private AccountNames names;

    /** @param policy empty for the one in force */
    @POST
    @Path("one")
    public String one(
            @QueryParam("person") String person,
            @QueryParam("mode") String mode,
            @QueryParam("tool") String tool,
            String policy) {
        Optional<PolicyDocument> draft = policy.isEmpty() ? Optional.empty() : Optional.of(document(policy));
        return trials.one(trial(person, mode, tool), draft).answer().name();
    }

    @POST
    @Path("save")
    public void save(
            @QueryParam("person") String person,
            @QueryParam("mode") String mode,
            @QueryParam("tool") String tool,
            @QueryParam("expected") String expected) {
        cases.save(tool + " " + expected, trial(person, mode, tool), Answer.valueOf(expected));
    }

    @POST
    @Path("clear")
    public void clear() {
        cases.all().forEach(each -> cases.remove(each.id()));
    }

    @POST
    @Path("run")
    public String run(String policy) {
        return tests.run(document(policy)).stream()
                .map(result -> result.saved().name() + "=" + result.passed())
                .collect(Collectors.joining(","));
    }

    @POST
    @Path("objections")
    public String objections(String policy) {
        return String.join("\n", gate.objectionsTo(document(policy)));
    }

    private static Trial trial(String person, String mode, String tool) {
        return new Trial(
                UUID.fromString(person),
                PermissionMode.fromWireName(mode).orElseThrow(),
                new ToolCall(tool, ContractJson.parse("{}")));
    }

    private PolicyDocument document(String text) {
        return PolicyText.read(text, names).require();
    }
}
