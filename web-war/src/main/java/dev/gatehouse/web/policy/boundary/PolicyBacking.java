package dev.gatehouse.web.policy.boundary;

import dev.gatehouse.web.messages.PageMessages;
import dev.gatehouse.web.policy.control.AccountNames;
import dev.gatehouse.web.policy.control.PolicyDiff;
import dev.gatehouse.web.policy.control.PolicyDrafts;
import dev.gatehouse.web.policy.control.PolicyText;
import dev.gatehouse.web.policy.control.PolicyVersions;
import dev.gatehouse.web.policy.control.Publication;
import dev.gatehouse.web.policy.control.RuleChecks;
import dev.gatehouse.web.policy.entity.Finding;
import dev.gatehouse.web.policy.entity.PolicyDraft;
import dev.gatehouse.web.policy.entity.PolicyVersion;
import dev.gatehouse.web.security.boundary.SignInAgainBacking;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.primefaces.PrimeFaces;

/**
 * The policy as a text: looking at it, drafting, publishing. What is not saved stays in the view if a save is refused.
 */
@Named("policy")
@ViewScoped
public class PolicyBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Viewer viewer;

    @Inject
    private PolicyDrafts drafts;

    @Inject
    private PolicyVersions versions;

    @Inject
    private Publication publication;

    @Inject
    private AccountNames names;

    @Inject
    private RuleChecks rules;

    @Inject
    private SignInAgainBacking again;

    private String text;
    private String inForce;
    private String inForceSummary;
    private long number;
    private long seen;
    private UUID author;
    private String draftSummary;
    private String approver;
    private boolean secondPersonDue;
    private String reason;
    private Long rollBackTo;
    private List<Finding> findings = List.of();
    private List<PolicyDiff.Line> changes = List.of();

    @PostConstruct
    void open() {
        viewer.requireAuditor();
        load();
    }

    /** Everything anew; what was typed and not saved is lost. */
    public final void load() {
        viewer.requireAuditor();
        PolicyVersion version = versions.inForce();
        number = version.number();
        inForce = version.document();
        inForceSummary = PolicyTexts.summary(version);
        Optional<PolicyDraft> draft = drafts.present();
        text = draft.map(PolicyDraft::document).orElse(inForce);
        seen = draft.map(PolicyDraft::version).orElse(PolicyDrafts.NONE);
        author = draft.flatMap(each -> each.author().account()).orElse(null);
        draftSummary = draft.map(PolicyTexts::summary).orElse(null);
        approver = draft.flatMap(PolicyDraft::approver).map(each -> each.name()).orElse(null);
        number = draft.map(PolicyDraft::basedOn).orElse(number);
        secondPersonDue = publication.conditions().secondPerson();
        check();
    }

    /** What is to be said about the text as it is typed now. */
    public void check() {
        viewer.requireAuditor();
        PolicyText read = PolicyText.read(text == null ? "" : text, names);
        List<Finding> all = new ArrayList<>(read.findings());
        read.document().ifPresent(document -> all.addAll(rules.findings(document, text)));
        findings = PolicyTexts.sorted(all);
        changes = PolicyDiff.between(inForce, text == null ? "" : text);
    }

    public void save() {
        viewer.requireAdministrator();
        boolean saved = PageMessages.attempt(() -> drafts.save(text, seen, number));
        if (saved) {
            load();
            PageMessages.done(
                    findings.stream().noneMatch(Finding::error)
                            ? "The draft is saved. Nothing is in force yet."
                            : "The draft is saved. It has errors, and cannot be published before they are gone.");
        } else {
            check();
        }
    }

    public void discard() {
        viewer.requireAdministrator();
        if (PageMessages.attempt(() -> drafts.discard(seen))) {
            load();
            PageMessages.done("The draft is discarded. The policy in force has not changed.");
        }
    }

    public void approve() {
        viewer.requireAdministrator();
        if (PageMessages.attempt(() -> drafts.approve(seen, names))) {
            load();
            PageMessages.done("You have approved the draft. It can be published now.");
        }
    }

    public void publish() {
        viewer.requireAdministrator();
        rollBackTo = null;
        goOn();
    }

    /** A draft of the earlier version's text, and at once in force unless a second person is needed. */
    public void rollBack(long earlier) {
        viewer.requireAdministrator();
        rollBackTo = earlier;
        goOn();
    }

    /** Does what was asked for, once the password has been given again. */
    public void goOn() {
        viewer.requireAdministrator();
        if (again.asks()) {
            return;
        }
        boolean published = PageMessages.attempt(() -> {
            if (rollBackTo == null) {
                tell(publication.publish(seen, reason));
            } else {
                takeBack(rollBackTo);
            }
        });
        PrimeFaces.current().ajax().addCallbackParam("done", published);
        if (published) {
            reason = null;
            load();
        }
    }

    private void takeBack(long earlier) {
        long draft = drafts.takeBack(versions.require(earlier), seen, number).version();
        if (secondPersonDue) {
            PageMessages.done("The draft has the text of version " + earlier
                    + ". Another administrator has to approve it before it is published.");
        } else {
            tell(publication.publish(draft, "Rolled back to version " + earlier + "."));
        }
    }

    private static void tell(PolicyVersion version) {
        PageMessages.done("Version " + version.number() + " is published. Under \"In force\" you see who has it.");
    }

    public boolean isPublishable() {
        return isDraft() && findings.stream().noneMatch(Finding::error) && !changes.isEmpty();
    }

    public boolean isDraft() {
        return seen != PolicyDrafts.NONE;
    }

    /** Whether the viewer may be the second person. */
    public boolean isApprovable() {
        return viewer.isAdministrator()
                && isPublishable()
                && approver == null
                && !viewer.require().account().equals(author);
    }

    public long getNumber() {
        return number;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public String getInForceSummary() {
        return inForceSummary;
    }

    public String getDraftSummary() {
        return draftSummary;
    }

    public String getApprover() {
        return approver;
    }

    public boolean isSecondPersonDue() {
        return secondPersonDue;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public List<Finding> getFindings() {
        return findings;
    }

    public List<PolicyDiff.Line> getChanges() {
        return changes;
    }
}
