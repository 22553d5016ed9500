package dev.gatehouse.web.policy.boundary;

import dev.gatehouse.web.policy.control.PolicyDiff;
import dev.gatehouse.web.policy.control.PolicyVersions;
import dev.gatehouse.web.policy.entity.PolicyVersion;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** The versions there were, and what each would change now. */
@Named("policyVersions")
@ViewScoped
public class VersionsBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Viewer viewer;

    @Inject
    private PolicyVersions versions;

    private final VersionRows rows = new VersionRows();
    private VersionRow open;
    private String document;
    private List<PolicyDiff.Line> changes = List.of();

    public void look(long number) {
        viewer.requireAuditor();
        PolicyVersion version = versions.require(number);
        open = VersionRow.of(version);
        document = version.document();
        changes = PolicyDiff.between(versions.inForce().document(), document);
    }

    public VersionRows getRows() {
        return rows;
    }

    /** The one that is looked at; null while none is. */
    public VersionRow getOpen() {
        return open;
    }

    public String getDocument() {
        return document;
    }

    public List<PolicyDiff.Line> getChanges() {
        return changes;
    }
}
