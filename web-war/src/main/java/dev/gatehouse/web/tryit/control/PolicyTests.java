package dev.gatehouse.web.tryit.control;

import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.tryit.entity.PolicyCase;
import dev.gatehouse.web.tryit.entity.Trial;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** The saved cases run as tests of a policy. */
@ApplicationScoped
public class PolicyTests {

    @Inject
    private PolicyCases cases;

    @Inject
    private Trials trials;

    /** A case with what came of it. */
    public record Result(PolicyCase saved, Tried tried) {

        public boolean passed() {
            return tried.answer() == saved.expected();
        }
    }

    /** All cases under this policy. @throws dev.gatehouse.contract.GatehouseException if they cannot be run */
    public List<Result> run(PolicyDocument document) {
        return run(Optional.of(document), done -> {});
    }

    /** @param document empty for the policy in force */
    public List<Result> run(Optional<PolicyDocument> document, IntConsumer progress) {
        List<PolicyCase> all = cases.all();
        List<Trial> wanted = all.stream().map(PolicyCase::trial).toList();
        List<Tried> tried = trials.all(wanted, document, progress);
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            results.add(new Result(all.get(i), tried.get(i)));
        }
        return results;
    }
}
