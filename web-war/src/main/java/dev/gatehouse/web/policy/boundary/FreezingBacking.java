package dev.gatehouse.web.policy.boundary;

import dev.gatehouse.web.accounts.control.Groups;
import dev.gatehouse.web.accounts.entity.AccountGroup;
import dev.gatehouse.web.messages.PageMessages;
import dev.gatehouse.web.policy.control.Freezes;
import dev.gatehouse.web.policy.entity.Freeze;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.primefaces.PrimeFaces;

/** Stopping everything, and letting it go on. */
@Named("freezing")
@ViewScoped
public class FreezingBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Viewer viewer;

    @Inject
    private Freezes freezes;

    @Inject
    private Groups groups;

    private String group;
    private String reason;

    /** @param what "everyone" or the group */
    public record Row(String id, String what, String reason, String by, String since) implements Serializable {}

    public List<Row> getRows() {
        viewer.requireAuditor();
        return freezes.running().stream().map(FreezingBacking::row).toList();
    }

    private static Row row(Freeze freeze) {
        return new Row(
                freeze.id().toString(),
                freeze.group().map(name -> "the group " + name).orElse("everyone"),
                freeze.reason(),
                freeze.startedBy(),
                PolicyTexts.time(freeze.startedAt()));
    }

    public List<AccountGroup> getGroups() {
        viewer.requireAuditor();
        return groups.all();
    }

    public void freeze() {
        viewer.requireAdministrator();
        boolean stopped = PageMessages.attempt(() -> freezes.freeze(Optional.ofNullable(group), reason));
        PrimeFaces.current().ajax().addCallbackParam("done", stopped);
        if (stopped) {
            PageMessages.done("It is being stopped. Below you see each running conversation come to rest.");
            group = null;
            reason = null;
        }
    }

    public void thaw(String id) {
        viewer.requireAdministrator();
        if (PageMessages.attempt(() -> freezes.thaw(UUID.fromString(id)))) {
            PageMessages.done("It may go on. Nothing starts by itself: people send their next prompt.");
        }
    }

    public String getGroup() {
        return group;
    }

    public void setGroup(String group) {
        this.group = group;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
