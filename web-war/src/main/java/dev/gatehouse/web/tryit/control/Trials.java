package dev.gatehouse.web.tryit.control;

import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.DryRunRequest;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ToolCall;
import dev.gatehouse.contract.Verdict;
import dev.gatehouse.web.policy.control.Grants;
import dev.gatehouse.web.policy.entity.Decided;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.sessions.AgentState;
import dev.gatehouse.web.sessions.DryRunClient;
import dev.gatehouse.web.tryit.entity.Trial;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntConsumer;

/** Tries calls under the policy in force, or under another. Who may do so is checked by the boundary. */
@ApplicationScoped
public class Trials {

    /** So many go to the agent at once, so that progress is seen and nobody's own dry run waits for long. */
    static final int AT_ONCE = 25;

    @Inject
    private Grants grants;

    @Inject
    private AgentState agent;

    @Inject
    private DryRunClient dryRuns;

    private record Situation(UUID person, PermissionMode mode) {}

    /** One call with the deciding rule looked for. @param draft empty for the policy in force */
    public Tried one(Trial trial, Optional<PolicyDocument> draft) {
        return run(new Situation(trial.person(), trial.mode()), List.of(trial), draft, true)
                .getFirst();
    }

    /**
     * @param draft empty for the policy in force
     * @param progress is told how many are done
     * @return in the order of the trials
     */
    public List<Tried> all(Collection<Trial> trials, Optional<PolicyDocument> draft, IntConsumer progress) {
        Map<Situation, List<Trial>> situations = new LinkedHashMap<>();
        trials.forEach(trial -> situations
                .computeIfAbsent(new Situation(trial.person(), trial.mode()), first -> new ArrayList<>())
                .add(trial));
        Map<Trial, Tried> results = new LinkedHashMap<>();
        situations.forEach((situation, all) -> {
            List<Trial> distinct = all.stream().distinct().toList();
            for (int from = 0; from < distinct.size(); from += AT_ONCE) {
                List<Trial> part = distinct.subList(from, Math.min(distinct.size(), from + AT_ONCE));
                run(situation, part, draft, false).forEach(tried -> results.put(tried.trial(), tried));
                progress.accept(results.size());
            }
        });
        return trials.stream().map(results::get).toList();
    }

    private List<Tried> run(Situation situation, List<Trial> trials, Optional<PolicyDocument> draft, boolean explain) {
        Decided decided = decide(situation.person(), draft);
        if (!(decided instanceof Decided.Granted granted) || !granted.grant().allows(situation.mode())) {
            String why = decided instanceof Decided.Nothing nothing
                    ? nothing.why()
                    : "The policy does not let this person use this mode.";
            return trials.stream()
                    .map(trial -> (Tried) new Tried.ModeNotGranted(trial, why))
                    .toList();
        }
        ModeGrant grant = granted.grant();
        List<ToolCall> calls = trials.stream().map(Trial::call).toList();
        List<Verdict> verdicts = dryRuns.run(new DryRunRequest(
                        situation.person(), situation.mode(), grant.allowed(), grant.rules(), calls, explain))
                .verdicts();
        List<Tried> tried = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            tried.add(new Tried.Judged(trials.get(i), verdicts.get(i)));
        }
        return tried;
    }

    private Decided decide(UUID person, Optional<PolicyDocument> draft) {
        AgentStatus status = agent.require();
        return draft.isPresent() ? grants.decideUnder(draft.get(), person, status) : grants.decide(person, status);
    }
}
