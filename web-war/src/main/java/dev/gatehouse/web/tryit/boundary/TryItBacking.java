package dev.gatehouse.web.tryit.boundary;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.messages.PageMessages;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.security.control.Viewer;
import dev.gatehouse.web.sessions.ModeText;
import dev.gatehouse.web.tryit.control.PolicyCases;
import dev.gatehouse.web.tryit.control.RecordedCalls;
import dev.gatehouse.web.tryit.control.Trials;
import dev.gatehouse.web.tryit.control.Tried;
import dev.gatehouse.web.tryit.entity.Answer;
import dev.gatehouse.web.tryit.entity.Trial;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Try it: one call of one person, and what would become of it. */
@Named("tryIt")
@ViewScoped
public class TryItBacking implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int SUGGESTED = 10;

    @Inject
    private Viewer viewer;

    @Inject
    private Accounts accounts;

    @Inject
    private Trials trials;

    @Inject
    private Drafts drafts;

    @Inject
    private PolicyCases cases;

    @Inject
    @Any
    private transient Instance<RecordedCalls> recorded;

    private final CallForm call = new CallForm();
    private String person;
    private PermissionMode mode = PermissionMode.DEFAULT;
    private boolean underDraft;
    private String caseName;
    private String auditNumber;
    private Described result;
    private transient Tried tried;

    /** A mode with its name for people. */
    public record Choice(PermissionMode mode, String label) {}

    public List<Choice> getModes() {
        return Arrays.stream(PermissionMode.values())
                .map(each -> new Choice(each, ModeText.of(each).label() + " (" + each.wireName() + ")"))
                .toList();
    }

    public String getModeMeaning() {
        return ModeText.of(mode).description();
    }

    public List<String> suggest(String typed) {
        viewer.requireAuditor();
        return accounts.page(typed, 0, SUGGESTED).stream()
                .map(Account::username)
                .toList();
    }

    /** An auditor may look what would happen: nothing does. */
    public void run() {
        viewer.requireAuditor();
        result = null;
        tried = null;
        PageMessages.attempt(() -> {
            Optional<PolicyDocument> draft = underDraft ? Optional.of(drafts.require()) : Optional.empty();
            tried = trials.one(trial(), draft);
            result = Described.of(tried);
        });
    }

    public void take() {
        viewer.requireAuditor();
        PageMessages.attempt(() -> {
            Trial found = recorded.stream()
                    .flatMap(each -> each.call(number()).stream())
                    .findFirst()
                    .orElseThrow(() -> new GatehouseException(
                            ProblemCode.NOT_FOUND, "The audit has no call with its input under this number."));
            person = accounts.find(found.person()).map(Account::username).orElse(null);
            mode = found.mode();
            call.show(found.call());
            result = null;
        });
    }

    public void save() {
        viewer.requireAdministrator();
        if (tried == null) {
            return;
        }
        Answer expected = tried.answer();
        if (PageMessages.attempt(() -> cases.save(caseName, tried.trial(), expected))) {
            PageMessages.done("Saved. From now on it is expected that this call " + expected.getText() + ".");
            caseName = null;
        }
    }

    private long number() {
        try {
            return Long.parseLong(auditNumber == null ? "" : auditNumber.strip());
        } catch (NumberFormatException e) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, "Type the number of a row of the audit.");
        }
    }

    private Trial trial() {
        Account account = accounts.named(person == null ? "" : person.strip())
                .orElseThrow(() -> new GatehouseException(
                        ProblemCode.INVALID_VALUE, "Choose a person: type the beginning of the user name."));
        return new Trial(account.id(), mode, call.call());
    }

    public boolean isDraftThere() {
        return drafts.isThere();
    }

    public CallForm getCall() {
        return call;
    }

    public Described getResult() {
        return result;
    }

    public String getPerson() {
        return person;
    }

    public void setPerson(String person) {
        this.person = person;
    }

    public PermissionMode getMode() {
        return mode;
    }

    public void setMode(PermissionMode mode) {
        this.mode = mode;
    }

    public boolean isUnderDraft() {
        return underDraft;
    }

    public void setUnderDraft(boolean underDraft) {
        this.underDraft = underDraft;
    }

    public String getCaseName() {
        return caseName;
    }

    public void setCaseName(String caseName) {
        this.caseName = caseName;
    }

    public String getAuditNumber() {
        return auditNumber;
    }

    public void setAuditNumber(String auditNumber) {
        this.auditNumber = auditNumber;
    }
}
