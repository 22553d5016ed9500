package dev.gatehouse.web.tryit.boundary;

import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.messages.PageMessages;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.security.control.Viewer;
import dev.gatehouse.web.tryit.control.PolicyCases;
import dev.gatehouse.web.tryit.control.PolicyTests;
import dev.gatehouse.web.tryit.control.Progress;
import dev.gatehouse.web.tryit.control.Replay;
import dev.gatehouse.web.tryit.control.Runs;
import dev.gatehouse.web.tryit.entity.PolicyCase;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The saved cases and the replay, with what came of them. */
@Named("policyRuns")
@ViewScoped
public class PolicyRunsBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Viewer viewer;

    @Inject
    private Accounts accounts;

    @Inject
    private PolicyCases cases;

    @Inject
    private PolicyTests tests;

    @Inject
    private Replay replay;

    @Inject
    private Runs runs;

    @Inject
    private Drafts drafts;

    private UUID testRun;
    private UUID replayRun;
    private boolean underDraft;
    private int days = 7;

    public List<CaseRow> getCases() {
        viewer.requireAuditor();
        List<PolicyCase> all = cases.all();
        Map<UUID, PolicyTests.Result> results = results();
        Map<UUID, String> names =
                names(all.stream().map(each -> each.trial().person()).collect(Collectors.toSet()));
        return all.stream()
                .map(each -> CaseRow.of(each, names, Optional.ofNullable(results.get(each.id()))))
                .toList();
    }

    public void runTests() {
        viewer.requireAuditor();
        PageMessages.attempt(() -> {
            Optional<PolicyDocument> draft = underDraft ? Optional.of(drafts.require()) : Optional.empty();
            int total = cases.all().size();
            testRun = runs.start(progress -> {
                progress.total(total);
                return tests.run(draft, progress::done);
            });
        });
    }

    public void remove(UUID id) {
        viewer.requireAdministrator();
        PageMessages.attempt(() -> cases.remove(id));
    }

    public void runReplay() {
        viewer.requireAuditor();
        PageMessages.attempt(() -> {
            PolicyDocument draft = drafts.require();
            int chosen = days;
            replayRun = runs.start(progress -> replay.run(draft, chosen, progress));
        });
    }

    @SuppressWarnings("unchecked") // a run of the tests ends with these
    private Map<UUID, PolicyTests.Result> results() {
        Progress run = runs.get(testRun);
        Map<UUID, PolicyTests.Result> results = new HashMap<>();
        if (run != null && run.result() != null) {
            ((List<PolicyTests.Result>) run.result())
                    .forEach(result -> results.put(result.saved().id(), result));
        }
        return results;
    }

    public Replay.Report getReport() {
        Progress run = runs.get(replayRun);
        return run == null ? null : (Replay.Report) run.result();
    }

    public List<ChangeRow> getChanges() {
        Replay.Report report = getReport();
        if (report == null) {
            return List.of();
        }
        Set<UUID> people = report.changes().stream()
                .map(change -> change.now().trial().person())
                .collect(Collectors.toSet());
        Map<UUID, String> names = names(people);
        return report.changes().stream()
                .map(change -> ChangeRow.of(change, names))
                .toList();
    }

    private Map<UUID, String> names(Set<UUID> people) {
        return people.isEmpty() ? Map.of() : accounts.names(people);
    }

    public Progress getTestProgress() {
        return runs.get(testRun);
    }

    public Progress getReplayProgress() {
        return runs.get(replayRun);
    }

    public boolean isTesting() {
        return running(testRun);
    }

    public boolean isReplaying() {
        return running(replayRun);
    }

    private boolean running(UUID id) {
        Progress run = runs.get(id);
        return run != null && run.running();
    }

    public boolean isUnderDraft() {
        return underDraft;
    }

    public void setUnderDraft(boolean underDraft) {
        this.underDraft = underDraft;
    }

    public int getDays() {
        return days;
    }

    public void setDays(int days) {
        this.days = days;
    }
}
