package dev.gatehouse.web.administration;

import dev.gatehouse.web.accounts.control.Belonging;
import dev.gatehouse.web.accounts.entity.Standing;
import dev.gatehouse.web.messages.PageMessages;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.primefaces.PrimeFaces;

/** The dialog with the role and the groups of one person. */
@Named("userEdit")
@ViewScoped
public class UserEditBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Viewer viewer;

    @Inject
    private UserAdministration administration;

    @Inject
    private GroupAdministration groups;

    private UserRow person;
    private Standing standing;
    private List<GroupChoice> choices = List.of();

    public void open(UserRow row) {
        viewer.requireAdministrator();
        person = row;
        standing = row.standing();
        choices = groups.all().stream()
                .map(group -> new GroupChoice(group, row.belonging()))
                .toList();
    }

    public void save() {
        viewer.requireAdministrator();
        var wanted = new Belonging(names(GroupChoice::isMember), names(GroupChoice::isApprover));
        boolean saved = PageMessages.attempt(() -> administration.change(person.id(), standing, wanted));
        if (saved) {
            PageMessages.done(person.displayName() + " is saved. It holds at once, also where Claude is working.");
        }
        PrimeFaces.current().ajax().addCallbackParam("done", saved);
    }

    private Set<String> names(Predicate<GroupChoice> chosen) {
        return choices.stream().filter(chosen).map(GroupChoice::getName).collect(Collectors.toSet());
    }

    /** Null while the dialog is closed. */
    public UserRow getPerson() {
        return person;
    }

    public Standing getStanding() {
        return standing;
    }

    public void setStanding(Standing standing) {
        this.standing = standing;
    }

    public List<GroupChoice> getChoices() {
        return choices;
    }
}
