package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.agent.installation.ClaudeInstallation;
import dev.gatehouse.agent.workspaces.Workspaces;
import dev.gatehouse.contract.DryRunReport;
import dev.gatehouse.contract.DryRunRequest;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.contract.ToolCall;
import dev.gatehouse.contract.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What Claude Code would decide about a person's calls. */
@ApplicationScoped
public class DryRuns {

    /** For all calls of one request, with explanations. */
    static final Duration PATIENCE = Duration.ofSeconds(120);

    /** What follows the verdicts is given up rather than the verdicts. */
    private static final Duration EXPLAIN = Duration.ofSeconds(60);

    static final int REMEMBERED = 2_000;

    private final Rehearsals rehearsals;
    private final Turnstile turnstile;
    private final Workspaces workspaces;
    private final ClaudeInstallation installation;

    private final Map<Asked, Verdict> explained = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Verdict> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** @param verdict as observed: what the files are like today shows in it */
    private record Asked(
            String cliVersion,
            PermissionMode mode,
            Set<PermissionMode> allowed,
            Rules rules,
            ToolCall call,
            Verdict verdict) {}

    /** For the container's proxy only. */
    protected DryRuns() {
        this(null, null, null, null);
    }

    @Inject
    public DryRuns(Rehearsals rehearsals, Turnstile turnstile, Workspaces workspaces, ClaudeInstallation installation) {
        this.rehearsals = rehearsals;
        this.turnstile = turnstile;
        this.workspaces = workspaces;
        this.installation = installation;
    }

    /**
     * @throws GatehouseException DRY_RUN_UNAVAILABLE without bubblewrap, POLICY_INVALID if the CLI does not understand
     *     a rule, TOO_MANY_ATTEMPTS if there are too many at once, CLI_… if it fails
     */
    public DryRunReport run(DryRunRequest request) {
        requirePossible();
        return turnstile.pass(() -> {
            try {
                return attempt(request);
            } catch (ProcessLost lost) {
                // the owner's last worker has ended, and all that runs as that user with it
                return attempt(request);
            }
        });
    }

    private void requirePossible() {
        rehearsals.problem().ifPresent(problem -> {
            throw new GatehouseException(problem);
        });
    }

    private DryRunReport attempt(DryRunRequest request) {
        Site site = Site.of(workspaces.of(request.owner()));
        String version = installation.look().version().orElse("unknown");
        Deadline deadline = Deadline.in(PATIENCE);
        Supplier<Rehearsal> processes = () -> start(site, request, deadline);
        List<Verdict> verdicts = new Judgement(processes).of(request.calls());
        return new DryRunReport(
                version, request.explain() ? explained(version, request, verdicts, processes) : verdicts);
    }

    private List<Verdict> explained(
            String version, DryRunRequest request, List<Verdict> verdicts, Supplier<Rehearsal> processes) {
        List<Verdict> all = new ArrayList<>();
        Deadline deadline = Deadline.in(EXPLAIN);
        try (OneProcess one = new OneProcess(processes)) {
            Attribution attribution = new Attribution(one, request.mode(), request.rules(), deadline);
            for (int i = 0; i < verdicts.size(); i++) {
                all.add(explain(attribution, version, request, request.calls().get(i), verdicts.get(i)));
            }
        }
        return all;
    }

    private Rehearsal start(Site site, DryRunRequest request, Deadline deadline) {
        Rehearsal rehearsal = rehearsals.start(site, request.mode(), request.allowed(), deadline);
        try {
            RuleProof.require(request.rules(), rehearsal.apply(request.rules()));
            return rehearsal;
        } catch (GatehouseException e) {
            rehearsal.close();
            throw e;
        }
    }

    private Verdict explain(
            Attribution attribution, String version, DryRunRequest request, ToolCall call, Verdict verdict) {
        Asked asked = new Asked(version, request.mode(), request.allowed(), request.rules(), call, verdict);
        Verdict known = explained.get(asked);
        if (known == null) {
            known = attribution.explain(call, verdict);
            explained.put(asked, known);
        }
        return known;
    }

    /** A process that is started when it is first needed. */
    private static final class OneProcess implements Supplier<Rehearsal>, AutoCloseable {

        private final Supplier<Rehearsal> processes;
        private Rehearsal started;

        OneProcess(Supplier<Rehearsal> processes) {
            this.processes = processes;
        }

        @Override
        public Rehearsal get() {
            if (started == null) {
                started = processes.get();
            }
            return started;
        }

        @Override
        public void close() {
            if (started != null) {
                started.close();
            }
        }
    }

    /** The process of a dry run was killed by somebody else. */
    static final class ProcessLost extends GatehouseException {

        private static final long serialVersionUID = 1L;

        ProcessLost(String detail) {
            super(ProblemCode.CLI_FAILED, detail);
        }
    }
}
