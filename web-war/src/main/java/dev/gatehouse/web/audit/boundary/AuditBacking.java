package dev.gatehouse.web.audit.boundary;

import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ToolDecision.Step;
import dev.gatehouse.web.audit.control.AuditFilter;
import dev.gatehouse.web.audit.control.AuditSearch;
import dev.gatehouse.web.audit.control.AuditTopic;
import dev.gatehouse.web.audit.control.PeopleNames;
import dev.gatehouse.web.messages.PageMessages;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.faces.model.SelectItem;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The audit's table: what to show of it, one row closely, and the addresses of the export. */
@Named("audit")
@ViewScoped
public class AuditBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Viewer viewer;

    @Inject
    private AuditSearch search;

    @Inject
    private PeopleNames people;

    @Inject
    private FilterWords filterWords;

    private final AuditLines lines = new AuditLines();
    private final AuditWords words = new AuditWords();
    private String query = "";
    private AuditDetail detail;

    public void find() {
        viewer.requireAuditor();
        PageMessages.attempt(() -> {
            AuditFilter filter = filterWords.read(words.parameters());
            lines.show(filter);
            query = words.query();
        });
    }

    public void clear() {
        viewer.requireAuditor();
        words.clear();
        find();
    }

    public void open(long number) {
        viewer.requireAuditor();
        detail = search.find(number)
                .map(row -> {
                    var beginning = search.beginning(row);
                    return AuditDetail.of(row, beginning, people.of(List.of(row)));
                })
                .orElse(null);
    }

    public boolean isNothingYet() {
        viewer.requireAuditor();
        return search.count(AuditFilter.ALL) == 0;
    }

    public AuditLines getLines() {
        return lines;
    }

    public AuditWords getFilter() {
        return words;
    }

    public AuditDetail getDetail() {
        return detail;
    }

    /** Of what is shown; begins with {@code &}, or empty. */
    public String getQuery() {
        return query;
    }

    public int getMostCounted() {
        return AuditSearch.MOST_COUNTED;
    }

    public List<SelectItem> getTopics() {
        return Arrays.stream(AuditTopic.values())
                .map(topic -> new SelectItem(topic == AuditTopic.EVERYTHING ? "" : topic.name(), topic.label()))
                .toList();
    }

    public List<SelectItem> getSteps() {
        return withAny(
                Arrays.stream(Step.values()).map(step -> new SelectItem(step.name(), AuditLine.step(step.name()))));
    }

    public List<SelectItem> getModes() {
        return withAny(Arrays.stream(PermissionMode.values())
                .map(mode -> new SelectItem(mode.wireName(), AuditLine.mode(mode.wireName()))));
    }

    private static List<SelectItem> withAny(Stream<SelectItem> items) {
        return Stream.concat(Stream.of(new SelectItem("", "Any")), items).toList();
    }
}
