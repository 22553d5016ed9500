package dev.gatehouse.web.policy.boundary;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.accounts.control.Groups;
import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.accounts.entity.AccountGroup;
import dev.gatehouse.web.messages.PageMessages;
import dev.gatehouse.web.policy.control.AccountNames;
import dev.gatehouse.web.policy.control.LayerEdits;
import dev.gatehouse.web.policy.control.PolicyDrafts;
import dev.gatehouse.web.policy.control.PolicyJson;
import dev.gatehouse.web.policy.control.PolicyText;
import dev.gatehouse.web.policy.control.PolicyVersions;
import dev.gatehouse.web.policy.control.RuleChecks;
import dev.gatehouse.web.policy.control.RuleForms;
import dev.gatehouse.web.policy.entity.Layer;
import dev.gatehouse.web.policy.entity.LayerId;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.policy.entity.PolicyDraft;
import dev.gatehouse.web.policy.entity.PolicyVersion;
import dev.gatehouse.web.security.control.Viewer;
import dev.gatehouse.web.sessions.ModeText;
import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The policy as a table: who may use which mode, and rules one by one. Every change is in the shared draft at once. */
@Named("permissionModes")
@ViewScoped
public class PermissionModesBacking implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int SUGGESTED = 20;

    @Inject
    private Viewer viewer;

    @Inject
    private PolicyDrafts drafts;

    @Inject
    private PolicyVersions versions;

    @Inject
    private AccountNames names;

    @Inject
    private Groups groups;

    @Inject
    private Accounts accounts;

    @Inject
    private RuleChecks checks;

    private String text;
    private long seen;
    private long number;
    private boolean draft;
    private boolean broken;
    private List<ModesRow> rows = List.of();
    private ModesRow open;
    private List<RuleLine> ruleLines = List.of();
    private List<String> said = List.of();
    private String rule;
    private String list = "deny";
    private String person;

    /** A mode as the head of a column. */
    public record Column(PermissionMode mode, String label, String name, String description) implements Serializable {}

    /** A rule of the open layer. @param list deny, ask or allow */
    public record RuleLine(String list, String rule) implements Serializable {}

    @PostConstruct
    void start() {
        viewer.requireAuditor();
        load();
    }

    private void load() {
        PolicyVersion version = versions.inForce();
        Optional<PolicyDraft> present = drafts.present();
        draft = present.isPresent();
        text = present.map(PolicyDraft::document).orElse(version.document());
        seen = present.map(PolicyDraft::version).orElse(PolicyDrafts.NONE);
        number = present.map(PolicyDraft::basedOn).orElse(version.number());
        Optional<PolicyDocument> document = PolicyText.read(text, names).document();
        broken = document.isEmpty();
        rows = document.map(this::rows).orElse(List.of());
        if (open != null) {
            show(open.id());
        }
    }

    private List<ModesRow> rows(PolicyDocument document) {
        Layer everyone = document.everyone();
        Stream<ModesRow> first = Stream.of(ModesRow.of(LayerId.EVERYONE, "Everyone", everyone, everyone));
        Stream<String> ordered = Stream.concat(
                        document.groups().stream().map(PolicyDocument.Named::name),
                        groups.all().stream().map(AccountGroup::name))
                .distinct();
        Stream<ModesRow> grouped = ordered.map(name -> row(document, LayerId.group(name), name));
        Stream<ModesRow> single =
                document.users().stream().map(user -> row(document, LayerId.user(user.name()), user.name()));
        return Stream.concat(first, Stream.concat(grouped, single)).toList();
    }

    private ModesRow row(PolicyDocument document, LayerId id, String label) {
        Layer layer = LayerEdits.layer(document, id).orElse(Layer.EMPTY);
        return ModesRow.of(id, label, layer, document.everyone());
    }

    /** Allows the mode there, or takes it away; a line that followed everyone decides for itself from then on. */
    public void toggle(ModesRow row, PermissionMode mode) {
        viewer.requireAdministrator();
        Set<PermissionMode> modes = EnumSet.copyOf(row.allowed());
        if (!modes.remove(mode)) {
            modes.add(mode);
        }
        if (modes.isEmpty()) {
            PageMessages.problem(
                    "At least one mode has to stay. To stop people, use \"Stop everything\" on the page Policy.");
            return;
        }
        change(row.id(), layer -> starting(layer.withAllowed(Optional.of(modes)), modes));
    }

    /** A start mode that is no longer allowed gives way to one that is. */
    private static Layer starting(Layer layer, Set<PermissionMode> modes) {
        PermissionMode first = modes.contains(PermissionMode.DEFAULT)
                ? PermissionMode.DEFAULT
                : modes.iterator().next();
        return layer.withStart(
                layer.initial().map(mode -> modes.contains(mode) ? mode : first),
                layer.fallback().map(mode -> modes.contains(mode) ? mode : first));
    }

    /** Leaves the modes to everyone's layer; rules and limits stay. */
    public void follow(ModesRow row) {
        viewer.requireAdministrator();
        change(row.id(), layer -> layer.withAllowed(Optional.empty()).withStart(Optional.empty(), Optional.empty()));
    }

    /** A line for a person, as everyone has it, to be changed from there. */
    public void addPerson() {
        viewer.requireAdministrator();
        PageMessages.attempt(() -> {
            Account account = accounts.named(person == null ? "" : person)
                    .orElseThrow(() -> new GatehouseException(
                            ProblemCode.NOT_FOUND, "There is nobody with this user name. Choose one from the list."));
            document()
                    .ifPresent(document -> change(
                            LayerId.user(account.username()),
                            layer -> layer.allowed().isPresent()
                                    ? layer
                                    : layer.withAllowed(document.everyone().allowed())));
            person = null;
        });
    }

    public List<String> people(String typed) {
        viewer.requireAuditor();
        return accounts.page(typed, 0, SUGGESTED).stream()
                .map(Account::username)
                .toList();
    }

    /** Shows the rules of a line. */
    public void open(ModesRow row) {
        viewer.requireAuditor();
        open = row;
        rule = null;
        show(row.id());
    }

    private void show(LayerId id) {
        open = rows.stream().filter(each -> each.id().equals(id)).findFirst().orElse(open);
        Rules rules = document()
                .flatMap(document -> LayerEdits.layer(document, id))
                .map(Layer::rules)
                .orElse(Rules.NONE);
        ruleLines = Stream.of(
                        rules.deny().stream().map(each -> new RuleLine("deny", each)),
                        rules.ask().stream().map(each -> new RuleLine("ask", each)),
                        rules.allow().stream().map(each -> new RuleLine("allow", each)))
                .flatMap(each -> each)
                .toList();
        said = checks.findings(rules);
    }

    public List<String> suggest(String typed) {
        viewer.requireAuditor();
        return RuleForms.matching(typed);
    }

    public void addRule() {
        viewer.requireAdministrator();
        String wanted = rule == null ? "" : rule.strip();
        if (wanted.isEmpty()) {
            PageMessages.problem("Write a rule, or choose one from the list and complete it.");
            return;
        }
        if (change(open.id(), layer -> layer.withRules(RuleForms.with(layer.rules(), list, wanted)))) {
            rule = null;
        }
    }

    public void removeRule(RuleLine line) {
        viewer.requireAdministrator();
        change(open.id(), layer -> layer.withRules(RuleForms.without(layer.rules(), line.list(), line.rule())));
    }

    /** @return whether it is in the draft now */
    private boolean change(LayerId id, UnaryOperator<Layer> edit) {
        return PageMessages.attempt(() -> {
            PolicyDocument before = document().orElseThrow();
            Layer layer = LayerEdits.layer(before, id).orElse(Layer.EMPTY);
            String changed = PolicyJson.write(LayerEdits.with(before, id, edit.apply(layer)));
            PolicyText.read(changed, names).require();
            drafts.save(changed, seen, number);
            load();
        });
    }

    private Optional<PolicyDocument> document() {
        return PolicyText.read(text, names).document();
    }

    public List<Column> getColumns() {
        return Stream.of(PermissionMode.values())
                .map(mode -> new Column(
                        mode,
                        ModeText.of(mode).label(),
                        mode.wireName(),
                        ModeText.of(mode).description()))
                .toList();
    }

    public List<ModesRow> getRows() {
        return rows;
    }

    /** Whether the draft has errors, so that only its text can be edited. */
    public boolean isBroken() {
        return broken;
    }

    public boolean isDraft() {
        return draft;
    }

    public ModesRow getOpen() {
        return open;
    }

    public List<RuleLine> getRuleLines() {
        return ruleLines;
    }

    /** What Claude Code says to the rules of the open line. */
    public List<String> getSaid() {
        return said;
    }

    public String getRule() {
        return rule;
    }

    public void setRule(String rule) {
        this.rule = rule;
    }

    public String getList() {
        return list;
    }

    public void setList(String list) {
        this.list = list;
    }

    public String getPerson() {
        return person;
    }

    public void setPerson(String person) {
        this.person = person;
    }
}
