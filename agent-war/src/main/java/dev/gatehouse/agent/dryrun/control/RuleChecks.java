package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.agent.installation.ClaudeInstallation;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.RuleCheckReport;
import dev.gatehouse.contract.RuleCheckReport.Finding;
import dev.gatehouse.contract.RuleCheckReport.Kind;
import dev.gatehouse.contract.RuleCheckReport.RuleList;
import dev.gatehouse.contract.Rules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tries rules on the installed CLI, which drops without a word what it does not understand. */
@ApplicationScoped
public class RuleChecks {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Each is looked at singly for what it became; more broken ones than these need no better message. */
    static final int LOOKED_AT_SINGLY = 40;

    private final Rehearsals rehearsals;
    private final Turnstile turnstile;
    private final ClaudeInstallation installation;

    /** For the container's proxy only. */
    protected RuleChecks() {
        this(null, null, null);
    }

    @Inject
    public RuleChecks(Rehearsals rehearsals, Turnstile turnstile, ClaudeInstallation installation) {
        this.rehearsals = rehearsals;
        this.turnstile = turnstile;
        this.installation = installation;
    }

    /** @throws GatehouseException DRY_RUN_UNAVAILABLE without bubblewrap, TOO_MANY_ATTEMPTS, or CLI_… if it fails */
    public RuleCheckReport check(Rules rules) {
        rehearsals.problem().ifPresent(problem -> {
            throw new GatehouseException(problem);
        });
        return turnstile.pass(() -> attempt(rules));
    }

    private RuleCheckReport attempt(Rules rules) {
        String version = installation.look().version().orElse("unknown");
        try (ScratchSite scratch = rehearsals.scratch();
                Rehearsal rehearsal = rehearsals.start(
                        scratch.site(),
                        PermissionMode.DEFAULT,
                        Set.of(PermissionMode.DEFAULT),
                        Deadline.in(PATIENCE))) {
            Set<String> inForce = RuleProof.inForce(rehearsal.apply(rules));
            RuleAdvice advice = new RuleAdvice(rehearsal.tools());
            List<Finding> findings = new ArrayList<>();
            for (RuleList list : RuleList.values()) {
                List<String> written = of(rules, list);
                for (int i = 0; i < written.size(); i++) {
                    String rule = written.get(i);
                    Optional<Finding> finding = inForce.contains(list.wireName() + " " + rule)
                            ? advice.on(list, i, rule)
                            : Optional.of(notUnderstood(rehearsal, advice, findings.size(), list, i, rule));
                    finding.ifPresent(findings::add);
                }
            }
            return new RuleCheckReport(version, findings);
        }
    }

    private static Finding notUnderstood(
            Rehearsal rehearsal, RuleAdvice advice, int found, RuleList list, int index, String rule) {
        Optional<Finding> meant =
                advice.on(list, index, rule).filter(each -> each.suggestion().isPresent());
        if (meant.isPresent()) {
            Finding known = meant.get();
            return new Finding(list, index, rule, Kind.NOT_UNDERSTOOD, known.message(), known.suggestion());
        }
        Optional<String> instead = found < LOOKED_AT_SINGLY ? becomes(rehearsal, rule) : Optional.empty();
        String message = instead.map(other -> "Claude Code reads this as " + other + ". Write it so.")
                .orElse("Claude Code does not understand this rule and would drop it. A rule is the name of a tool,"
                        + " like WebFetch, or a tool with a pattern in brackets, like Bash(npm run *).");
        return new Finding(list, index, rule, Kind.NOT_UNDERSTOOD, message, instead);
    }

    private static Optional<String> becomes(Rehearsal rehearsal, String rule) {
        return RuleProof.inForce(rehearsal.apply(new Rules(List.of(rule), List.of(), List.of()))).stream()
                .map(found -> found.substring("deny ".length()))
                .findFirst();
    }

    private static List<String> of(Rules rules, RuleList list) {
        return switch (list) {
            case DENY -> rules.deny();
            case ASK -> rules.ask();
            case ALLOW -> rules.allow();
        };
    }
}
