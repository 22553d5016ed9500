package dev.gatehouse.web.administration;

import dev.gatehouse.web.accounts.control.Belonging;
import java.io.Serializable;

/** A group with what is ticked for one person. */
public class GroupChoice implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final String label;
    private boolean member;
    private boolean approver;

    GroupChoice(GroupRow group, Belonging belonging) {
        this.name = group.name();
        this.label = group.label();
        this.member = belonging.groups().contains(name);
        this.approver = belonging.approverOf().contains(name);
    }

    public String getName() {
        return name;
    }

    public String getLabel() {
        return label;
    }

    public boolean isMember() {
        return member;
    }

    public void setMember(boolean member) {
        this.member = member;
    }

    public boolean isApprover() {
        return approver;
    }

    public void setApprover(boolean approver) {
        this.approver = approver;
    }
}
