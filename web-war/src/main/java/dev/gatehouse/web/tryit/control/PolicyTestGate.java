package dev.gatehouse.web.tryit.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.web.policy.control.PublicationGate;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Says which saved cases a policy would break; that they cannot be run is an objection, too. */
@ApplicationScoped
public class PolicyTestGate implements PublicationGate {

    @Inject
    private PolicyTests tests;

    @Override
    public List<String> objectionsTo(PolicyDocument next) {
        try {
            return tests.run(next).stream()
                    .filter(result -> !result.passed())
                    .map(result -> "The saved case \"" + result.saved().name() + "\" expects that the call "
                            + result.saved().expected().getText() + ", but it "
                            + result.tried().answer().getText() + ".")
                    .toList();
        } catch (GatehouseException e) {
            return List.of("The saved cases could not be run: " + e.problem().detail());
        }
    }
}
