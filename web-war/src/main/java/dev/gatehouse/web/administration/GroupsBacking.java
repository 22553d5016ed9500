package dev.gatehouse.web.administration;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.entity.GroupName;
import dev.gatehouse.web.messages.PageMessages;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.primefaces.PrimeFaces;

/** The list of groups: making and deleting one. */
@Named("groups")
@ViewScoped
public class GroupsBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Viewer viewer;

    @Inject
    private GroupAdministration administration;

    private String name;
    private String label;
    private GroupRow leaving;
    private List<String> consequences = List.of();

    public List<GroupRow> getRows() {
        return administration.all();
    }

    public void create() {
        viewer.requireAdministrator();
        boolean created = PageMessages.attempt(() -> administration.create(typedName(), label));
        PrimeFaces.current().ajax().addCallbackParam("done", created);
        if (created) {
            name = null;
            label = null;
        }
    }

    /** Opens the question. */
    public void askToDelete(GroupRow group) {
        viewer.requireAdministrator();
        leaving = group;
        consequences = administration.consequences(group.name());
    }

    public void delete() {
        viewer.requireAdministrator();
        if (PageMessages.attempt(() -> administration.delete(leaving.name()))) {
            PageMessages.done("The group " + leaving.label() + " is deleted.");
        }
    }

    private GroupName typedName() {
        try {
            return GroupName.of(name);
        } catch (IllegalArgumentException e) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, e.getMessage());
        }
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getLabel() {
        return label;
    }

    public void setLabel(String label) {
        this.label = label;
    }

    /** Null while nothing is asked. */
    public GroupRow getLeaving() {
        return leaving;
    }

    public List<String> getConsequences() {
        return consequences;
    }
}
