package dev.gatehouse.web.administration;

import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.accounts.entity.Capacity;
import dev.gatehouse.web.messages.PageMessages;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/** The dialog with the people of one group. */
@Named("groupEdit")
@ViewScoped
public class GroupEditBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int MAX_SUGGESTIONS = 20;

    @Inject
    private Viewer viewer;

    @Inject
    private GroupAdministration administration;

    @Inject
    private UserAdministration users;

    private GroupRow group;
    private String label;
    private String person;
    private Capacity capacity = Capacity.MEMBER;
    private List<GroupPerson> people = List.of();

    public void open(GroupRow row) {
        viewer.requireAuditor();
        group = row;
        label = row.label();
        person = null;
        load();
    }

    public void rename() {
        viewer.requireAdministrator();
        if (PageMessages.attempt(() -> administration.rename(group.name(), label))) {
            PageMessages.done("The group is shown as " + label + " now.");
        }
    }

    public void add() {
        viewer.requireAdministrator();
        if (PageMessages.attempt(() -> administration.add(group.name(), username(), capacity))) {
            person = null;
        }
        load();
    }

    public void remove(GroupPerson leaving) {
        viewer.requireAdministrator();
        PageMessages.attempt(() -> administration.remove(group.name(), leaving.account(), leaving.capacity()));
        load();
    }

    /** Of everyone who has an account: the user name, then how the person is called. */
    public List<String> suggest(String typed) {
        viewer.requireAdministrator();
        return users.page(typed == null ? "" : typed.strip(), 0, MAX_SUGGESTIONS).stream()
                .map(each -> each.username() + " " + each.displayName())
                .toList();
    }

    /** A user name has no blanks. */
    private String username() {
        String typed = person == null ? "" : person.strip();
        return typed.contains(" ") ? typed.substring(0, typed.indexOf(' ')) : typed;
    }

    private void load() {
        people = Stream.of(Capacity.values())
                .flatMap(each -> administration.people(group.name(), each).stream()
                        .map((Account account) -> GroupPerson.of(account, each)))
                .toList();
    }

    /** Null while the dialog is closed. */
    public GroupRow getGroup() {
        return group;
    }

    public List<GroupPerson> getPeople() {
        return people;
    }

    public String getLabel() {
        return label;
    }

    public void setLabel(String label) {
        this.label = label;
    }

    public String getPerson() {
        return person;
    }

    public void setPerson(String person) {
        this.person = person;
    }

    public Capacity getCapacity() {
        return capacity;
    }

    public void setCapacity(Capacity capacity) {
        this.capacity = capacity;
    }
}
